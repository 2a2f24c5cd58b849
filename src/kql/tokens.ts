import { closesAt, matchAt, openAt, REFERENCE, stepInside } from './scan';

/**
 * `reference` is a macro or a dashboard variable in code (`$__timeFilter`, `$device`, `${device:csv}`, `[[device]]`);
 * one inside a string belongs to that string's token. `symbol` is an operator or punctuation.
 */
export type TokenKind = 'word' | 'number' | 'string' | 'comment' | 'space' | 'symbol' | 'reference';

/** A piece of KQL. `start` and `end` count UTF-16 units from the start of the query, half open. */
export interface Token {
  kind: TokenKind;
  text: string;
  start: number;
  end: number;
}

const SPACE = /\s+/y;
const NUMBER = /0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?:[a-zA-Z]+\b)?/y;
const WORD = /[A-Za-z_]\w*/y;
/** `mv-expand` and its like are one word to everybody who reads them; `a-b` is not. */
const DASHED =
  /(?:mv-expand|mv-apply|make-series|project-(?:away|keep|rename|reorder|by-names)|parse-(?:where|kv)|sample-distinct|top-(?:nested|hitters)|graph-(?:match|merge|to-table|shortest-paths|mark-components|where-nodes|where-edges)|make-graph|partition-by|macro-expand)\b/y;
const SYMBOL = /==|=~|!=|!~|<=|>=|<>|=>|\.\.|[^\s\w]/y;

const IN_CODE: Array<[TokenKind, RegExp]> = [
  ['space', SPACE],
  ['number', NUMBER],
  ['word', DASHED],
  ['word', WORD],
  ['symbol', SYMBOL],
];

/** Splits KQL into tokens. Their texts joined again are the query. Never throws: what is wrong stays as it is. */
export function tokens(kql: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < kql.length) {
    const token = tokenAt(kql, at);
    found.push(token);
    at = token.end;
  }
  return found;
}

function tokenAt(kql: string, at: number): Token {
  const reference = matchAt(REFERENCE, kql, at);
  if (reference) {
    return make(kql, 'reference', at, at + reference[0].length);
  }
  const opened = openAt(kql, at);
  if (opened.place !== 'code') {
    const kind = opened.place === 'comment' ? 'comment' : 'string';
    return make(kql, kind, at, endOf(kql, at + opened.length, opened));
  }
  for (const [kind, pattern] of IN_CODE) {
    const match = matchAt(pattern, kql, at);
    if (match) {
      return make(kql, kind, at, at + match[0].length);
    }
  }
  return make(kql, 'symbol', at, at + 1);
}

/** Where a literal or comment ends; a line break that ends one is left to the space after it. */
function endOf(kql: string, from: number, { place, delimiter }: ReturnType<typeof openAt>): number {
  let at = from;
  while (at < kql.length) {
    const reference = matchAt(REFERENCE, kql, at);
    if (reference) {
      at += reference[0].length;
    } else if (closesAt(kql, at, place, delimiter)) {
      return kql.startsWith(delimiter, at) && place !== 'comment' ? at + delimiter.length : at;
    } else {
      at += stepInside(kql, at, place, delimiter);
    }
  }
  return kql.length;
}

function make(kql: string, kind: TokenKind, start: number, end: number): Token {
  return { kind, text: kql.slice(start, end), start, end };
}

/** Where the text between a literal's quotes stands; escapes stay as they are written. */
export function contentOf(token: Token): { text: string; start: number; end: number } {
  const opening = /^[hH]?@?(```|~~~|['"])/.exec(token.text);
  const delimiter = opening?.[1] ?? '';
  const from = opening?.[0].length ?? 0;
  const closed = token.text.length >= from + delimiter.length && token.text.endsWith(delimiter);
  const to = token.text.length - (closed ? delimiter.length : 0);
  return { text: token.text.slice(from, to), start: token.start + from, end: token.start + to };
}

/** The name that a reference carries: `device` of `${device:csv}`. */
export function referenceName(text: string): string {
  return /\w+/.exec(text)?.[0] ?? '';
}
