import { HINTS } from '../../english/hints';
import { textAt } from '../script';

import { type Hint, replace, type Rule, span } from './hint';

const STEADY = '5m';
const { message, fix } = HINTS['alert-interval'];

/** A width that follows the graph, in an alert rule, which has none. */
export const alertInterval: Rule = ({ script, alert }) =>
  script.tokens.flatMap(({ kind, text }, i): Hint[] => {
    if (!alert || kind !== 'reference' || !['$__interval', '$__timeBin'].includes(text)) {
      return [];
    }
    const close = textAt(script, i + 1) === '(' ? (script.partner[i + 1] ?? i) : i;
    const at = span(script, i, close + 1);
    const column =
      close > i + 2 ? script.kql.slice(span(script, i + 2).start, span(script, close - 1).end) : 'Timestamp';
    const edits = [replace(at, text === '$__interval' ? STEADY : `bin(${column}, ${STEADY})`)];
    return [
      {
        code: 'alert-interval',
        severity: 'warning',
        message: message(text),
        ...at,
        fixes: [{ label: fix(STEADY), edits }],
      },
    ];
  });
