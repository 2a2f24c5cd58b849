/** Terms beside letters and digits of any script, whose pattern DuckDB takes long to compile. */
import { ofKnown, type Scripted } from './scripted';

const MOST_PATTERNS = 100;
const compiled = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  let pattern = compiled.get(source);
  if (!pattern) {
    if (compiled.size >= MOST_PATTERNS) {
      compiled.clear();
    }
    compiled.set(source, (pattern = new RegExp(source, 'u')));
  }
  return pattern;
}

export const TERMS: Record<string, Scripted> = {
  matches_term: ofKnown((text, pattern) => String(patternOf(pattern!).test(text!))),
};
