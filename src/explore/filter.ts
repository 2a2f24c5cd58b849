import type { Pipeline, Script, Stage } from '../kql/script';
import { readScript, textAt, textBetween } from '../kql/script';
import { boundsTime } from '../kql/timeBounds';
import { tokens } from '../kql/tokens';

/** Stages that let a row through as it is or not at all, so that a filter means the same on either side of them. */
const KEEPS_ROWS = ['where', 'filter', 'sort', 'order', 'serialize', 'take', 'limit', 'top', 'render', 'as'];
/** Stages that make or choose columns: a filter may pass a column that they only hand on. */
const HANDS_ON = ['extend', 'project', 'project-away', 'project-keep', 'project-reorder'];

/**
 * A query with one more condition on a column, as a `where` of its own: as early as the column has the same meaning,
 * and right behind the filter on time, where the service reads least.
 */
export function addFilter(kql: string, condition: string, column: string | undefined): string {
  const script = readScript(kql);
  const pipeline = lastPipeline(script);
  const stages = pipeline?.stages.filter(({ from, to }) => to > from) ?? [];
  const stage = stages[placeFor(script, stages, column)];
  if (!stage) {
    return kql;
  }
  const at = script.tokens[stage.to - 1]?.end ?? kql.length;
  return `${kql.slice(0, at)}${kql.includes('\n') ? '\n' : ' '}| where ${condition}${kql.slice(at)}`;
}

/** Tells whether a query's last pipeline has a condition, alone or between `and`s. */
export function hasFilter(kql: string, conditions: readonly string[]): boolean {
  return findFilter(readScript(kql), conditions) !== undefined;
}

/** A query without a condition; as it was where it has none. */
export function removeFilter(kql: string, conditions: readonly string[]): string {
  const script = readScript(kql);
  const found = findFilter(script, conditions);
  if (!found) {
    return kql;
  }
  const { stage, from, to } = found;
  const startOf = (i: number) => script.tokens[i]?.start ?? kql.length;
  const endOf = (i: number) => script.tokens[i]?.end ?? kql.length;
  if (from > stage.from + 1) {
    return kql.slice(0, endOf(from - 2)) + kql.slice(endOf(to - 1)); // with the `and` before it
  }
  if (to < stage.to) {
    return kql.slice(0, startOf(from)) + kql.slice(startOf(to + 1)); // with the `and` behind it
  }
  const rest = kql.slice(endOf(to - 1));
  const before = kql.slice(0, startOf(stage.from - 1));
  const isCommentBefore = script.comments.some(({ end }) => end === before.trimEnd().length);
  return (isCommentBefore && !/^\s*\n/.test(rest) ? before : before.trimEnd()) + rest;
}

/** The pipeline whose rows are answered: the last one that is neither a let nor inside brackets. */
export function lastPipeline(script: Script): Pipeline | undefined {
  return script.pipelines.filter(({ parent, name, stages }) => !parent && !name && stages.length > 0).at(-1);
}

/** The index of the stage that a filter stands behind. */
function placeFor(script: Script, stages: Stage[], column: string | undefined): number {
  let at = stages.length - 1;
  while (at > 0 && passes(script, stages[at], column)) {
    at--;
  }
  while (isTimeFilter(script, stages[at + 1])) {
    at++;
  }
  return at;
}

function passes(script: Script, stage: Stage | undefined, column: string | undefined): boolean {
  if (!stage) {
    return false;
  }
  if (KEEPS_ROWS.includes(stage.operator)) {
    return true;
  }
  if (column === undefined) {
    return false; // a condition on all columns means those that the rows have here
  }
  if (HANDS_ON.includes(stage.operator)) {
    return !makes(script, stage, column);
  }
  return stage.operator === 'summarize' && isKey(script, stage, column);
}

function isTimeFilter(script: Script, stage: Stage | undefined): boolean {
  return !!stage && ['where', 'filter'].includes(stage.operator) && boundsTime(script, stage.from, stage.to);
}

/** `extend Port = …` makes a column of that name; a list of names on the left may, too. */
function makes(script: Script, { from, to }: Stage, column: string): boolean {
  for (let i = from + 1; i < to; i++) {
    if (textAt(script, i + 1) === '=' && (textAt(script, i) === column || textAt(script, i) === ')')) {
      return true;
    }
  }
  return false;
}

/** Tells whether a summarize groups by the column as it is. */
function isKey(script: Script, { from, to }: Stage, column: string): boolean {
  let isBehindBy = false;
  for (let i = from; i < to; i++) {
    const before = textAt(script, i - 1);
    const after = i + 1 < to ? textAt(script, i + 1) : '';
    if (isBehindBy && textAt(script, i) === column && ['by', ','].includes(before) && ['', ','].includes(after)) {
      return true;
    }
    isBehindBy ||= textAt(script, i) === 'by';
    const close = script.partner[i] ?? -1;
    i = close > i ? close : i;
  }
  return false;
}

interface Found {
  stage: Stage;
  from: number;
  to: number;
}

function findFilter(script: Script, conditions: readonly string[]): Found | undefined {
  const wanted = new Set(conditions.map(plain));
  for (const stage of lastPipeline(script)?.stages ?? []) {
    const found = ['where', 'filter'].includes(stage.operator)
      ? conjuncts(script, stage).find(({ from, to }) => wanted.has(plain(textBetween(script, from, to))))
      : undefined;
    if (found) {
      return { stage, ...found };
    }
  }
  return undefined;
}

/** The conditions between a filter's `and`s; the whole of it where it has an `or`. */
function conjuncts(script: Script, { from, to }: Stage): Array<{ from: number; to: number }> {
  const parts: Array<{ from: number; to: number }> = [];
  let start = from + 1;
  for (let i = from + 1; i < to; i++) {
    const word = textAt(script, i).toLowerCase();
    if (word === 'or') {
      return [{ from: from + 1, to }];
    }
    if (word === 'and') {
      parts.push({ from: start, to: i });
      start = i + 1;
    }
    const close = script.partner[i] ?? -1;
    i = close > i && close < to ? close : i;
  }
  return [...parts, { from: start, to }];
}

/** A condition without its spaces and comments. */
function plain(condition: string): string {
  return tokens(condition)
    .filter(({ kind }) => kind !== 'space' && kind !== 'comment')
    .map(({ text }) => text)
    .join(' ');
}
