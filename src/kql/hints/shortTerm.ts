import { HINTS } from '../../english/hints';
import { textAt, wordAt } from '../script';
import { contentOf, type Token } from '../tokens';

import type { Hint, Rule } from './hint';
import { readsTable } from './indexed';

const OF_ONE = ['has', 'has_cs', 'hasprefix', 'hasprefix_cs'];
const OF_MANY = ['has_any', 'has_all'];
const INDEXED = 4;
const { message } = HINTS['short-term'];

/** A search for a term that is too short for the index; one hint a list. In has_all one longer term serves all. */
export const shortTerm: Rule = ({ script }) =>
  script.tokens.flatMap((_, i): Hint[] => {
    const word = wordAt(script, i);
    const isList = OF_MANY.includes(word) && textAt(script, i + 1) === '(';
    const literals = isList
      ? script.tokens.slice(i + 2, script.partner[i + 1]).filter(({ kind }) => kind === 'string')
      : script.tokens.slice(i + 1, OF_ONE.includes(word) ? i + 2 : 0);
    const short = literals.find(isShort);
    if (!short || !readsTable(script, i) || (word === 'has_all' && !literals.every(isShort))) {
      return [];
    }
    const { start, end } = short;
    return [{ code: 'short-term', severity: 'info', message: message(contentOf(short).text), start, end, fixes: [] }];
  });

function isShort(token: Token): boolean {
  if (token.kind !== 'string' || /[$[]/.test(token.text)) {
    return false;
  }
  const terms = contentOf(token).text.split(/[^\p{L}\p{N}]+/u);
  return terms.every(({ length }) => length < INDEXED);
}
