import { HINTS } from '../../english/hints';
import { sourceTables } from '../columnsAt';
import { boundsTime } from '../timeBounds';

import { insert, type Rule, span } from './hint';
import { mainPipeline } from './mainPipeline';

const { message, fix } = HINTS['no-time-bound'];

/** Nothing bounds time: neither the query nor a range that goes out with it. */
export const noTimeBound: Rule = (subject) => {
  const { script, knowledge, range, sendsTimespan } = subject;
  const bounded = range !== 'query' && sendsTimespan;
  if (bounded || boundsTime(script, 0, script.tokens.length)) {
    return [];
  }
  const main = mainPipeline(script);
  const source = main?.stages[0];
  if (!main || !source) {
    return [];
  }
  const dated = sourceTables(subject, main).some((name) => {
    const table = knowledge.tables.get(knowledge.retired.get(name) ?? name);
    return table?.timeColumn !== null;
  });
  if (!dated) {
    return [];
  }
  const at = span(script, source.from, source.to);
  const fixes = [{ label: fix(), edits: [insert(at.end, '\n| where $__timeFilter()')] }];
  return [{ code: 'no-time-bound', severity: 'warning', message: message(), ...at, fixes }];
};
