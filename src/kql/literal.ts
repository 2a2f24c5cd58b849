import type { Place } from './scan';

/** Why a value can't stand where the query puts it, as the end of a sentence that starts with the variable's name. */
export class UnfitValue extends Error {
  override name = 'UnfitValue' as const;
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', "'": "\\'", '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Escapes a value for a normal literal, '..' or ".."; both quotes, so that it fits either. */
export function escapeString(value: string): string {
  return value.replace(/[\\'"\u0000-\u001f\u007f\u0085\u2028\u2029]/g, (character) => {
    return ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Kusto ends a line at U+0085, U+2028 and U+2029, too. */
const NOT_IN_SINGLE = /[\\'\u0000-\u001f\u007f\u0085\u2028\u2029]/g;
const NOT_IN_DOUBLE = /[\\"\u0000-\u001f\u007f\u0085\u2028\u2029]/g;

/** One value as a KQL string literal. A value is data: nothing in it may end the literal. */
export function quote(value: string): string {
  return `'${value.replace(NOT_IN_SINGLE, escapeString)}'`;
}

/** A value that came with the data as a literal: nothing in it is a name that Grafana would fill in, as `$env` of a command line. */
export function quoteData(value: string): string {
  return quote(value)
    .replace(/\$(?=[\w{])/g, '\\u0024')
    .replace(/\[(?=\[)/g, '\\u005b');
}

const UNESCAPES: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
};

/** The text that a string literal of any kind stands for. References in it stay as they are. */
export function unquote(literal: string): string {
  const [, verbatim = '', delimiter = '', content = ''] = /^[hH]?(@?)(```|~~~|['"])([^]*)\2$/.exec(literal) ?? [];
  if (verbatim || delimiter.length === 3) {
    return verbatim ? content.replaceAll(delimiter + delimiter, delimiter) : content;
  }
  return content.replace(/\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([^]))/g, (_, wide, narrow, character: string) =>
    (wide ?? narrow) ? String.fromCharCode(parseInt(wide ?? narrow, 16)) : (UNESCAPES[character] ?? character)
  );
}

/** Escapes a value for the literal it stands in. Throws UnfitValue where that kind of literal can't hold it. */
export function escapeFor(place: Place, delimiter: string, value: string): string {
  if (place === 'verbatim') {
    if (/[\r\n]/.test(value)) {
      throw new UnfitValue(`holds a line break, which a verbatim string (@${delimiter}) can't: use '..' instead`);
    }
    return value.replaceAll(delimiter, delimiter + delimiter);
  }
  if (place === 'multiline') {
    const mark = delimiter.charAt(0);
    if (value.includes(delimiter) || value.startsWith(mark) || value.endsWith(mark)) {
      throw new UnfitValue(`would end the ${delimiter} string around it: use '..' instead`);
    }
    return value;
  }
  return value.replace(delimiter === '"' ? NOT_IN_DOUBLE : NOT_IN_SINGLE, escapeString);
}
