import { HINTS } from '../../english/hints';
import { type Script, type Stage, textAt } from '../script';

import { type Hint, insert, replace, type Rule, span } from './hint';

const TABLES = 'DeviceProcessEvents, DeviceNetworkEvents, DeviceFileEvents, DeviceEvents';
const { message, fix } = HINTS['search-all'];

/** `search` and `find` without a list of tables, and `union *`. */
export const searchAll: Rule = ({ script }) =>
  script.pipelines.flatMap(({ stages }): Hint[] => {
    const [source] = stages;
    if (!source) {
      return [];
    }
    const { operator, from, to } = source;
    const common = { code: 'search-all', severity: 'warning' } as const;
    if ((operator === 'search' || operator === 'find') && to - from > 1 && !listsTables(script, source)) {
      const at = span(script, from);
      const fixes = [{ label: fix(), edits: [insert(at.end, ` in (${TABLES})`)] }];
      return [{ ...common, message: message(operator), ...at, fixes }];
    }
    const star = operator === 'union' ? loneStar(script, source) : -1;
    if (star > 0) {
      const fixes = [{ label: fix(), edits: [replace(span(script, star), TABLES)] }];
      return [{ ...common, message: message('union *'), ...span(script, from, star + 1), fixes }];
    }
    return [];
  });

function listsTables(script: Script, { from, to }: Stage): boolean {
  return script.tokens.slice(from + 1, to).some(({ text }, i) => text === 'in' && textAt(script, from + i + 2) === '(');
}

/** The `*` that stands for every table; in `Device*` it belongs to a name. */
function loneStar(script: Script, { from, to }: Stage): number {
  for (let i = from + 1; i < to; i++) {
    const [before, token] = [script.tokens[i - 1], script.tokens[i]];
    const glued = before?.kind === 'word' && before.end === token?.start;
    if (token?.text === '*' && !glued) {
      return i;
    }
    const close = script.partner[i] ?? -1;
    i = close > i ? close : i;
  }
  return -1;
}
