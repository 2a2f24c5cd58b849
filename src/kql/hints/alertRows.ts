import { HINTS } from '../../english/hints';
import { lets, type Pipeline, type Script, wordAt } from '../script';

import { insert, type Rule, span } from './hint';
import { mainPipeline } from './mainPipeline';

const COUNTS = ['summarize', 'count', 'make-series', 'print', 'evaluate', 'top-hitters'];
const { message, fix } = HINTS['alert-rows'];

/** An alert rule over rows that nothing has counted. */
export const alertRows: Rule = ({ script, alert }) => {
  const main = mainPipeline(script);
  const last = main?.stages.at(-1);
  if (!alert || !main || !last || counts(script, main)) {
    return [];
  }
  const at = span(script, last.from, last.to);
  const fixes = [{ label: fix(), edits: [insert(at.end, '\n| summarize Hits = count()')] }];
  return [{ code: 'alert-rows', severity: 'warning', message: message(), ...at, fixes }];
};

function counts(script: Script, pipeline: Pipeline, depth = 0): boolean {
  const source = pipeline.stages[0];
  const given = source && lets(script).get(wordAt(script, source.from));
  return (
    pipeline.stages.some(({ operator }) => COUNTS.includes(operator)) ||
    (given !== undefined && depth < 8 && counts(script, given, depth + 1))
  );
}
