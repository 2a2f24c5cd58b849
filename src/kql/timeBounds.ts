import { type Pipeline, type Script, textAt, wordAt } from './script';

export const TIME_COLUMNS = ['Timestamp', 'TimeGenerated', 'ActivityTimestamp'];

const TIME_MACROS = ['$__timeFilter', '$__timeFrom', '$__timeTo', '$__from', '${__from}', '$__to', '${__to}'];
const COMPARISONS = ['<', '<=', '>', '>=', '==', 'between'];

/** Tells whether something between two tokens bounds time: a macro, `ago(`, or a time column that is compared. */
export function boundsTime(script: Script, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const text = textAt(script, i);
    const filtered = ['where', 'filter', 'search', 'find'].includes(operatorAt(script, i));
    if (TIME_MACROS.includes(text) || (text === 'ago' && textAt(script, i + 1) === '(')) {
      return true;
    }
    if (filtered && TIME_COLUMNS.includes(wordAt(script, i)) && isCompared(script, i)) {
      return true;
    }
  }
  return false;
}

function isCompared(script: Script, i: number): boolean {
  let after = i + 1;
  while (textAt(script, after) === ')') {
    after++;
  }
  return COMPARISONS.includes(textAt(script, after)) || COMPARISONS.includes(textAt(script, i - 1));
}

/** The operator of the outermost stage inside the same statement that a token stands in. */
function operatorAt(script: Script, i: number): string {
  const home = script.home[i];
  let pipeline: Pipeline | undefined = home?.pipeline;
  let stage = home?.stage ?? 0;
  while (pipeline && pipeline.stages.length === 1 && pipeline.parent) {
    ({ pipeline, stage } = pipeline.parent);
  }
  return pipeline?.stages[stage]?.operator ?? '';
}

/** The stage of a pipeline that bounds time, as it is written; undefined where none does. */
export function timeFilter(script: Script, pipeline: Pipeline): string | undefined {
  const stage = pipeline.stages.find(
    ({ operator, from, to }) => ['where', 'filter'].includes(operator) && boundsTime(script, from, to)
  );
  return stage && condition(script, stage.from + 1, stage.to);
}

/** The part between `and`s that bounds time, so that nothing else of a filter is copied. */
function condition(script: Script, from: number, to: number): string | undefined {
  let start = from;
  for (let i = from; i <= to; i++) {
    if (i === to || textAt(script, i).toLowerCase() === 'and') {
      if (boundsTime(script, start, i) && !textOf(script, start, i).includes('or ')) {
        return textOf(script, start, i);
      }
      start = i + 1;
    } else {
      const close = script.partner[i] ?? -1;
      i = close > i && close < to ? close : i;
    }
  }
  return undefined;
}

function textOf({ tokens, kql }: Script, from: number, to: number): string {
  return kql.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0);
}
