/**
 * Patterns of terms. Beside a term no letter or digit of any script may stand: a pattern that knows them all takes DuckDB
 * four milliseconds to compile. The one here knows those of ASCII and decides about nearly every text; those whose term
 * stands beside something else are left to TypeScript.
 */
import { textLiteral } from '../scalar';
import { scripted } from '../scripted/scripted';

/** Which ends of a term must be the ends of a run of letters and digits. */
export interface Ends {
  left: boolean;
  right: boolean;
}

/** What may stand before and after a term. */
interface Edges {
  before: string;
  after: string;
}

const ANYTHING: Edges = { before: '', after: '' };
const ASCII = edgesOf('[\\x00-/:-@\\[-`{-\\x7f]');
const ALL = edgesOf('[^\\p{L}\\p{N}]');

function edgesOf(others: string): Edges {
  return { before: `(?:^|${others})`, after: `(?:$|${others})` };
}

/** SQL: whether a text holds one of the terms. */
export function holdsTerm(haystack: string, terms: string[], ends: Ends): string {
  const [only] = terms;
  const possible =
    terms.length === 1
      ? `contains(${haystack}, ${textLiteral(only!)})`
      : `regexp_matches(${haystack}, ${textLiteral(termPattern(terms, ends, ANYTHING))})`;
  // The search for the plain text rules out most rows.
  return `(${possible} AND ${termStands(haystack, terms, ends)})`;
}

/** SQL: whether one of the terms, which the text contains, is a term there. */
export function termStands(haystack: string, terms: string[], ends: Ends): string {
  const [ascii, all] = [ASCII, ALL].map((edges) => textLiteral(termPattern(terms, ends, edges))) as [string, string];
  return ascii === all
    ? 'true'
    : `CASE WHEN regexp_matches(${haystack}, ${ascii}) THEN true WHEN strlen(${haystack}) = length(${haystack})` +
        ` THEN false ELSE ${scripted('matches_term', haystack, all)} = 'true' END`;
}

const EDGE = /^[\p{L}\p{N}]$/u;

/** Terms that begin and end alike share the classes of what may stand beside them. */
function termPattern(terms: string[], { left, right }: Ends, { before, after }: Edges): string {
  const groups = new Map<string, string[]>();
  for (const term of terms) {
    const characters = [...term];
    const [begin, end] = [left && EDGE.test(characters[0] ?? ''), right && EDGE.test(characters.at(-1) ?? '')];
    const key = `${begin ? before : ''} ${end ? after : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), escapePattern(term)]);
  }
  return [...groups].map(([key, group]) => key.replace(' ', () => `(?:${group.join('|')})`)).join('|');
}

export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
