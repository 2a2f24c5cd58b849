import { HINTS } from '../../english/hints';
import { wordAt } from '../script';
import { contentOf } from '../tokens';

import { replace, type Rule, span } from './hint';
import { readsTable } from './indexed';

const INSTEAD: Record<string, string> = { contains: 'has', contains_cs: 'has_cs' };
const { message, fix } = HINTS['contains-has'];

/** `contains` with a text of whole terms, which `has` finds through the index. */
export const containsHas: Rule = ({ script }) =>
  script.tokens.flatMap((token, i) => {
    const word = wordAt(script, i);
    const instead = INSTEAD[word];
    const literal = script.tokens[i + 1];
    if (!instead || literal?.kind !== 'string' || !readsTable(script, i) || !isOfWholeTerms(contentOf(literal).text)) {
      return [];
    }
    const fixes = [{ label: fix(instead), edits: [replace(token, instead)] }];
    return [
      { code: 'contains-has', severity: 'info', message: message(word, instead), ...span(script, i, i + 2), fixes },
    ];
  });

/** Several terms, of which the first and the last are long enough not to be a part of a word. */
function isOfWholeTerms(text: string): boolean {
  const terms = text.split(/[^\p{L}\p{N}]+/u);
  const edges = [terms[0] ?? '', terms.at(-1) ?? ''];
  return terms.length > 1 && edges.every((edge) => edge === '' || edge.length >= 3) && /[\p{L}\p{N}]{4}/u.test(text);
}
