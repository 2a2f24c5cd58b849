import type { Monaco, monacoTypes } from '@grafana/ui';

import { colorLine, type OpenString } from '../../kql/color';
import type { Knowledge } from '../../kql/knowledge';

export const KUSTO = 'kusto';

/** What a line leaves open for the next one. */
class LineState implements monacoTypes.languages.IState {
  constructor(readonly open: OpenString) {}

  clone(): LineState {
    return new LineState(this.open);
  }

  equals(other: monacoTypes.languages.IState): boolean {
    return other instanceof LineState && other.open === this.open;
  }
}

/** Teaches Monaco to color KQL, where the host has no Kusto service. Once is enough for a page. */
export function registerOwnLanguage(monaco: Monaco, knowledge: Knowledge): void {
  if (monaco.languages.getLanguages().some(({ id }: { id: string }) => id === KUSTO)) {
    return;
  }
  monaco.languages.register({ id: KUSTO });
  monaco.languages.setLanguageConfiguration(KUSTO, {
    comments: { lineComment: '//' },
    brackets: [
      ['(', ')'],
      ['[', ']'],
      ['{', '}'],
    ],
    autoClosingPairs: ['()', '[]', '{}', '""', "''"].map((pair) => ({
      open: pair.charAt(0),
      close: pair.charAt(1),
      notIn: ['string', 'comment'],
    })),
    wordPattern: /\$?\w+/,
  });
  monaco.languages.setTokensProvider(KUSTO, {
    getInitialState: () => new LineState(''),
    tokenize: (line: string, state: monacoTypes.languages.IState) => {
      const { tokens, open } = colorLine(line, state instanceof LineState ? state.open : '', knowledge);
      return { tokens, endState: new LineState(open) };
    },
  });
}
