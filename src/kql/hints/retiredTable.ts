import { HINTS } from '../../english/hints';
import { lets, textAt } from '../script';

import { type Hint, replace, type Rule, span } from './hint';

const { message, fix } = HINTS['retired-table'];

/** A table under a name that it no longer has. */
export const retiredTable: Rule = ({ script, knowledge }) => {
  const named = lets(script);
  return script.tokens.flatMap(({ kind, text }, i): Hint[] => {
    const instead = knowledge.retired.get(text);
    const isColumn = ['.', '='].includes(textAt(script, i - 1)) || ['.', '='].includes(textAt(script, i + 1));
    if (kind !== 'word' || !instead || named.has(text) || isColumn) {
      return [];
    }
    const at = span(script, i);
    const fixes = [{ label: fix(instead), edits: [replace(at, instead)] }];
    return [{ code: 'retired-table', severity: 'warning', message: message(text, instead), ...at, fixes }];
  });
};
