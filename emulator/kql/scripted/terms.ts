/** Terms beside letters and digits of any script, whose pattern DuckDB takes long to compile. */
import { kept } from './kept';
import { ofKnown, type Scripted } from './scripted';

const MOST_PATTERNS = 100;
const patternOf = kept(MOST_PATTERNS, (source) => new RegExp(source, 'u'));

export const TERMS: Record<string, Scripted> = {
  matches_term: ofKnown((text, pattern) => String(patternOf(pattern!).test(text!))),
};
