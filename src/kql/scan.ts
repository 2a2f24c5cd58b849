/**
 * Where a piece of KQL stands. A literal's kind decides how a value inside it is escaped:
 * `string` is '..' or "..", `verbatim` is @'..' or @"..", `multiline` is ```..``` or ~~~..~~~.
 */
export type Place = 'code' | 'comment' | 'string' | 'verbatim' | 'multiline';

/** A piece of a query: plain text, or a reference to a variable (`$a`, `${a}`, `${a.b:csv}`, `[[a]]`). */
export type Piece =
  | { kind: 'text'; text: string }
  | {
      kind: 'reference';
      text: string;
      name: string;
      explicitFormat: boolean;
      place: Place;
      delimiter: string;
      /** The character before it; '' at the start. */
      before: string;
      /** The macro in whose parentheses it stands directly (`__in`); '' outside all. */
      macro: string;
    };

/**
 * Grafana's own expression (public/app/features/variables/utils.ts, 12.3.0). A reference is one piece wherever it
 * stands: the quotes of `${__from:date:YYYY 'at' HH}` open no KQL string.
 */
export const REFERENCE = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.([^:^}]+))?(?::([^}]+))?\}/y;

/** Taken whole, so that the tilde of =~ and !~ opens no ~~~ string, and the = of == begins no =~. */
const OPERATOR = /[=!<>]=|[=!]~/y;

const OPENING = /[hH]?(@?)(```|~~~|['"])/y;

/** Splits KQL into text and variable references, each with its place. The texts joined again are the input. */
export function scan(kql: string): Piece[] {
  const pieces: Piece[] = [];
  let place: Place = 'code';
  let delimiter = '';
  let textFrom = 0;
  let at = 0;
  const calls: string[] = []; // for each open parenthesis the macro before it, '' for others

  while (at < kql.length) {
    const reference = matchAt(REFERENCE, kql, at);
    if (reference) {
      pushText(pieces, kql.slice(textFrom, at));
      pieces.push({ ...named(reference), place, delimiter, before: kql[at - 1] ?? '', macro: calls.at(-1) ?? '' });
      at += reference[0].length;
      textFrom = at;
      continue;
    }
    if (place === 'code') {
      if (kql[at] === '(') {
        const last = pieces.at(-1);
        const called = last?.kind === 'reference' && kql.slice(textFrom, at).trim() === '';
        calls.push(called ? last.name : '');
      } else if (kql[at] === ')') {
        calls.pop();
      }
      const opened = openAt(kql, at);
      ({ place, delimiter } = opened);
      at += opened.length;
      continue;
    }
    const length = stepInside(kql, at, place, delimiter);
    if (closesAt(kql, at, place, delimiter)) {
      place = 'code';
      delimiter = '';
    }
    at += length;
  }
  pushText(pieces, kql.slice(textFrom));
  return pieces;
}

/** What begins at a place in code: a literal, a comment, an operator that holds a tilde, or one character. */
export function openAt(kql: string, at: number): { place: Place; delimiter: string; length: number } {
  if (kql.startsWith('//', at)) {
    return { place: 'comment', delimiter: '\n', length: 2 };
  }
  const operator = matchAt(OPERATOR, kql, at);
  if (operator) {
    return { place: 'code', delimiter: '', length: operator[0].length };
  }
  const opening = /\w/.test(kql[at - 1] ?? '') && /[hH]/.test(kql[at] ?? '') ? null : matchAt(OPENING, kql, at);
  if (!opening) {
    return { place: 'code', delimiter: '', length: 1 };
  }
  const [text, at_, delimiter = ''] = opening;
  const place = delimiter.length === 3 ? 'multiline' : at_ === '@' ? 'verbatim' : 'string';
  return { place, delimiter, length: text.length };
}

/** How many characters belong together: an escape, a doubled quote, a delimiter, or one character. */
export function stepInside(kql: string, at: number, place: Place, delimiter: string): number {
  if (place === 'string' && kql[at] === '\\') {
    return isLineBreak(kql[at + 1]) ? 1 : 2;
  }
  if (place === 'verbatim' && kql.startsWith(delimiter + delimiter, at)) {
    return 2;
  }
  return kql.startsWith(delimiter, at) ? delimiter.length : 1;
}

export function closesAt(kql: string, at: number, place: Place, delimiter: string): boolean {
  if (place === 'multiline') {
    return kql.startsWith(delimiter, at);
  }
  if (isLineBreak(kql[at])) {
    return true; // a one-line literal or a comment never reaches the next line
  }
  if (place === 'comment' || !kql.startsWith(delimiter, at)) {
    return false;
  }
  return place === 'string' || !kql.startsWith(delimiter + delimiter, at);
}

export function isLineBreak(character: string | undefined): boolean {
  return character !== undefined && /[\r\n]/.test(character);
}

export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function named(match: RegExpExecArray) {
  const [text, bare, bracketed, bracketedFormat, braced, , bracedFormat] = match;
  const name = bare ?? bracketed ?? braced ?? '';
  const explicitFormat = (bracketedFormat ?? bracedFormat) !== undefined;
  return { kind: 'reference' as const, text, name, explicitFormat };
}

function pushText(pieces: Piece[], text: string): void {
  if (text !== '') {
    pieces.push({ kind: 'text', text });
  }
}
