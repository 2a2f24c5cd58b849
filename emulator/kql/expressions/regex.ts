/**
 * Regular expressions, for the RE2 in DuckDB: the newer `(?<name>…)` is written `(?P<name>…)`, and a character by its
 * number, `\u00A0` or `\u{A0}`, is `\x{A0}`.
 */
import { toText } from '../conversion';
import { constantText, type Scalar, textLiteral } from '../scalar';

/** SQL of a pattern. */
export function regexSql(pattern: Scalar): string {
  const text = constantText(pattern);
  return text === undefined ? toText(pattern) : textLiteral(spelled(text));
}

/** A character by its number, any other escape (which is left alone), the start of a named group. */
const SPELLINGS = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|[uU]\{([0-9A-Fa-f]{1,8})\}|[\s\S])|\(\?<(?![=!])/g;

function spelled(pattern: string): string {
  return pattern.replace(SPELLINGS, (found: string, ...numbers: (string | undefined)[]) => {
    const number = numbers.slice(0, 3).find((candidate) => candidate !== undefined);
    return number === undefined ? (found === '(?<' ? '(?P<' : found) : `\\x{${number}}`;
  });
}

/** The names of a pattern's groups in their order, '' for a group without one. */
export function groupsOf(pattern: string): string[] {
  const groups = [];
  for (const [, name = ''] of pattern.replace(/\\[\s\S]/g, '').matchAll(/\((?:\?P?<(\w+)>|(?!\?))/g)) {
    groups.push(name);
  }
  return groups;
}
