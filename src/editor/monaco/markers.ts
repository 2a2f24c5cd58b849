import type { Monaco, monacoTypes } from '@grafana/ui';

import { HINTS } from '../../english/hints';
import type { Place } from '../../kql/errorPlace';
import type { Hint } from '../../kql/hints/hint';
import { readScript, textAt } from '../../kql/script';
import { tokens } from '../../kql/tokens';

import { KUSTO } from './ownLanguage';
import { type Model, rangeOf, sessionOf } from './session';

const OWNER = 'huntboard';

export interface Mistake extends Place {
  message: string;
}

/** Underlines the service's complaint and our hints. */
export function mark(
  monaco: Monaco,
  model: Model,
  { mistake, hints }: { mistake?: Mistake; hints: readonly Hint[] }
): void {
  const { Error, Warning, Info } = monaco.MarkerSeverity;
  const ofService = mistake ? [{ ...rangeOf(model, mistake), severity: Error, message: mistake.message }] : [];
  const ofHints = hints.map(({ severity, message, code, start, end }) => ({
    ...rangeOf(model, { start, end }),
    severity: severity === 'warning' ? Warning : Info,
    message: `${HINTS[code].title}: ${message}`,
    code,
  }));
  monaco.editor.setModelMarkers(model, OWNER, [...ofService, ...ofHints]);
}

/** The fixes of the hints that a part of the text touches, as Monaco's lightbulb offers them. */
export function quickFixes(model: Model, range: monacoTypes.Range): monacoTypes.languages.CodeActionList {
  const [from, to] = [
    model.getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn }),
    model.getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn }),
  ];
  const session = sessionOf(model);
  const hints = session?.hintsOf === model.getValue() ? session.hints : [];
  const touched = hints.filter(({ start, end }) => start <= to && end >= from);
  const actions = touched.flatMap(({ fixes }) =>
    fixes.map(({ label, edits }, i) => ({
      title: label,
      kind: 'quickfix',
      isPreferred: i === 0,
      edit: {
        edits: edits.map((edit) => ({
          resource: model.uri,
          textEdit: { range: rangeOf(model, edit), text: edit.text },
          versionId: undefined,
        })),
      },
    }))
  );
  return { actions, dispose: () => undefined };
}

/**
 * Takes the Kusto service's complaints about macros and variables away, which it can't read in all their forms
 * (`${device:csv}`), and about the bare columns that Defender's FileProfile(SHA1) takes.
 */
export function quietKusto(monaco: Monaco, model: Model): monacoTypes.IDisposable {
  return monaco.editor.onDidChangeMarkers((changed: readonly monacoTypes.Uri[]) => {
    if (!changed.some((uri) => uri.toString() === model.uri.toString())) {
      return;
    }
    const all: monacoTypes.editor.IMarker[] = monaco.editor.getModelMarkers({ owner: KUSTO, resource: model.uri });
    const places = unreadable(model.getValue());
    const kept = all.filter((marker) => !places.some((place) => overlaps(rangeOf(model, place), marker)));
    if (kept.length < all.length) {
      monaco.editor.setModelMarkers(model, KUSTO, kept);
    }
  });
}

/** The places of a query that only Grafana or Defender can read. */
export function unreadable(kql: string): Place[] {
  const references = tokens(kql).filter(({ kind, text }) => kind === 'reference' && !/^\$\w/.test(text));
  const script = readScript(kql);
  const invoked = script.tokens.flatMap((token, i) => {
    const close = script.tokens[script.partner[i + 2] ?? -1];
    return token.text === 'invoke' && textAt(script, i + 2) === '(' && close
      ? [{ start: token.start, end: close.end }]
      : [];
  });
  return [...references, ...invoked].map(({ start, end }) => ({ start, end }));
}

function overlaps(a: monacoTypes.IRange, b: monacoTypes.IRange): boolean {
  const before = (line: number, column: number, otherLine: number, otherColumn: number) =>
    line < otherLine || (line === otherLine && column < otherColumn);
  return (
    before(a.startLineNumber, a.startColumn, b.endLineNumber, b.endColumn + 1) &&
    before(b.startLineNumber, b.startColumn, a.endLineNumber, a.endColumn + 1)
  );
}
