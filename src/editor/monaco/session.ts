import type { Monaco, monacoTypes } from '@grafana/ui';

import type { Hint } from '../../kql/hints/hint';
import type { Knowledge } from '../../kql/knowledge';

export type Model = monacoTypes.editor.ITextModel;

/** What the tools of one editor box work with. Providers are Monaco's, for all boxes; a box is found by its model. */
export interface Session {
  knowledge: Knowledge | undefined;
  variables: readonly string[];
  hints: readonly Hint[];
  /** The text that the hints are about; while another one is typed, their places are not to be trusted. */
  hintsOf: string;
  /** The host's Kusto service completes and explains KQL by itself; ours adds what it can't know. */
  hasKusto: boolean;
}

const sessions = new Map<string, Session>();

export function openSession(model: Model, session: Session): () => void {
  sessions.set(model.uri.toString(), session);
  return () => sessions.delete(model.uri.toString());
}

/** The session of one of our boxes; undefined for a box of another data source. */
export function sessionOf(model: Model): Session | undefined {
  return sessions.get(model.uri.toString());
}

/** Monaco's lines and columns for two places of a text. */
export function rangeOf(model: Model, { start, end }: { start: number; end: number }): monacoTypes.IRange {
  const [from, to] = [model.getPositionAt(start), model.getPositionAt(end)];
  return {
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
  };
}

const installed = new WeakSet<object>();

/** Runs something once for a page's Monaco. */
export function once(monaco: Monaco, install: () => void): void {
  if (!installed.has(monaco.languages)) {
    installed.add(monaco.languages);
    install();
  }
}
