/** Regular expressions: RE2's newer `(?<name>…)` is written `(?P<name>…)` for the RE2 in DuckDB. */
import { toText } from '../conversion';
import { constantText, type Scalar, textLiteral } from '../scalar';

/** SQL of a pattern. */
export function regexSql(pattern: Scalar): string {
  const text = constantText(pattern);
  return text === undefined ? toText(pattern) : textLiteral(namedGroups(text));
}

function namedGroups(pattern: string): string {
  return pattern.replace(/\\[\s\S]|\(\?<(?![=!])/g, (found) => (found === '(?<' ? '(?P<' : found));
}

/** The names of a pattern's groups in their order, '' for a group without one. */
export function groupsOf(pattern: string): string[] {
  const groups = [];
  for (const [, name = ''] of pattern.replace(/\\[\s\S]/g, '').matchAll(/\((?:\?P?<(\w+)>|(?!\?))/g)) {
    groups.push(name);
  }
  return groups;
}
