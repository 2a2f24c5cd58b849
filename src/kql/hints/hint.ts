import type { HintCode } from '../../english/hints';
import type { Knowledge } from '../knowledge';
import type { Script } from '../script';

/** A replacement in the query; positions count UTF-16 units, half open. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

export interface Fix {
  label: string;
  edits: Edit[];
}

/** One remark on a query. `warning` is for what is probably wrong, `info` for what could be better. */
export interface Hint {
  code: HintCode;
  severity: 'info' | 'warning';
  message: string;
  start: number;
  end: number;
  fixes: Fix[];
}

/** A query, and what its hints depend on beside it. */
export interface Subject {
  script: Script;
  knowledge: Knowledge;
  /** What bounds the hunt from outside: the stored `range`, and whether the API takes one beside the query at all. */
  range: 'auto' | 'dashboard' | 'query';
  sendsTimespan: boolean;
  alert: boolean;
  /** Names of the dashboard's variables; undefined where nobody knows them. */
  variables?: readonly string[];
  /** The dashboard's zone, and how many minutes it is ahead of UTC now. */
  zone: { name: string; minutes: number };
}

export type Rule = (subject: Subject) => Hint[];

/** Where tokens stand, as the part of a hint that says so. */
export function span({ tokens }: Script, from: number, to = from + 1): Pick<Hint, 'start' | 'end'> {
  const [first, last] = [tokens[from], tokens[to - 1]];
  return { start: first?.start ?? 0, end: last?.end ?? first?.end ?? 0 };
}

export function replace(at: Pick<Hint, 'start' | 'end'>, text: string): Edit {
  return { start: at.start, end: at.end, text };
}

export function insert(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

/** The query after a fix. */
export function applied(kql: string, { edits }: Fix): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), kql);
}
