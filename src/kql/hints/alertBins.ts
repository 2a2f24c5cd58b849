import { HINTS } from '../../english/hints';
import { textAt } from '../script';

import { replace, type Rule, span } from './hint';
import { mainPipeline } from './mainPipeline';

const { message, fix } = HINTS['alert-bins'];

/** An alert rule over time bins of which the empty ones are missing. */
export const alertBins: Rule = ({ script, alert }) => {
  const stage = mainPipeline(script)?.stages.findLast(({ operator }) => operator === 'summarize');
  if (!alert || !stage) {
    return [];
  }
  for (let i = stage.from; i < stage.to; i++) {
    const isBin = textAt(script, i) === '$__timeBin' || (textAt(script, i) === 'bin' && textAt(script, i + 1) === '(');
    const close = script.partner[i + 1] ?? -1;
    if (isBin && close > i) {
      const at = span(script, i, close + 1);
      return [
        {
          code: 'alert-bins',
          severity: 'info',
          message: message(),
          ...at,
          fixes: [{ label: fix(), edits: [without(i, close)] }],
        },
      ];
    }
  }
  return [];

  /** The bin goes, with the comma beside it; alone it takes `by` along. */
  function without(from: number, close: number): ReturnType<typeof replace> {
    if (textAt(script, close + 1) === ',') {
      return replace({ start: span(script, from).start, end: span(script, close + 2).start }, '');
    }
    return replace({ start: span(script, from - 2).end, end: span(script, close).end }, '');
  }
};
