import type { Monaco, MonacoEditor } from '@grafana/ui';

import type { Hint } from '../../kql/hints/hint';
import type { Knowledge } from '../../kql/knowledge';
import { loadKnowledge, loadLiveKnowledge, type SchemaSource } from '../knowledge';

import { engineSchema } from './kustoSchema';
import { kustoService } from './kustoService';
import { mark, type Mistake, quietKusto } from './markers';
import { KUSTO, registerOwnLanguage } from './ownLanguage';
import { installProviders } from './providers';
import { openSession, type Session } from './session';

/** What the page tells a mounted box when it has something new. */
export interface Tools {
  /** Underlines these in `kql`, and offers the hints' fixes, as long as the box shows that text. */
  show(marks: { kql: string; mistake?: Mistake; hints: readonly Hint[] }): void;
  close(): void;
}

/** What the box is about. */
interface About {
  source: SchemaSource;
  /** Names of the dashboard's variables as they are now. */
  variables: () => readonly string[];
}

/** Gives one box completion, explanations, colors, markers and quick fixes: the host's Kusto service, or our own. */
export function attachTools(editor: MonacoEditor, monaco: Monaco, { source, variables }: About): Tools {
  const model = editor.getModel();
  if (!model) {
    return { show: () => undefined, close: () => undefined };
  }
  const session: Session = { knowledge: undefined, variables: variables(), hints: [], hintsOf: '', hasKusto: false };
  installProviders(monaco);
  const closing = [openSession(model, session), disposing(quietKusto(monaco, model))];
  let isOpen = true;
  let renew: (() => void) | undefined; // gives the host's service the schema again, where there is one

  const start = async () => {
    const [knowledge, setSchema] = await Promise.all([loadKnowledge(), kustoService(model.uri)]);
    if (!isOpen) {
      return;
    }
    Object.assign(session, { knowledge, hasKusto: setSchema !== undefined });
    if (!setSchema) {
      registerOwnLanguage(monaco, knowledge);
      monaco.editor.setModelLanguage(model, KUSTO);
      return;
    }
    // The worker is shared: another data source's box may have given it a schema of its own in the meantime.
    const give = () => {
      session.variables = variables();
      setSchema(engineSchema(session.knowledge ?? knowledge, session.variables)).catch(
        () => (session.hasKusto = false)
      );
    };
    renew = give;
    closing.push(disposing(editor.onDidFocusEditorText(give)));
    give();
  };
  const goLive = async (bundled: Knowledge) => {
    const knowledge = await loadLiveKnowledge(source);
    if (isOpen && knowledge !== bundled) {
      session.knowledge = knowledge;
      renew?.();
    }
  };
  start()
    .then(() => session.knowledge && goLive(session.knowledge))
    .catch(() => undefined); // without tools the box is still a box

  return {
    show: ({ kql, mistake, hints }) => {
      if (model.getValue() === kql) {
        Object.assign(session, { hints, hintsOf: kql });
        mark(monaco, model, { mistake, hints });
      }
    },
    close: () => {
      isOpen = false;
      closing.forEach((close) => close());
    },
  };
}

function disposing(disposable: { dispose(): void }): () => void {
  return () => disposable.dispose();
}
