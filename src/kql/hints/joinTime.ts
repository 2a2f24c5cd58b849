import { HINTS } from '../../english/hints';
import { sourceTables } from '../columnsAt';
import { lets, type Pipeline, type Script, type Stage, textAt, wordAt } from '../script';
import { boundsTime, timeFilter } from '../timeBounds';

import { type Hint, insert, type Rule, span, type Subject } from './hint';

const { message, fix } = HINTS['join-time'];

/** A join whose left side bounds time by itself, and whose right side doesn't. */
export const joinTime: Rule = (subject) => {
  const { script, range, sendsTimespan } = subject;
  if (range === 'dashboard' && sendsTimespan) {
    return [];
  }
  return script.pipelines.flatMap((pipeline) =>
    pipeline.stages.flatMap((stage, i) => {
      const left = { ...pipeline, stages: pipeline.stages.slice(0, i) };
      return stage.operator === 'join' ? hintOn(subject, left, stage) : [];
    })
  );
};

function hintOn(subject: Subject, left: Pipeline, stage: Stage): Hint[] {
  const { script } = subject;
  const right = rightSide(script, stage);
  if (!right || !bounded(script, left) || bounded(script, right.pipeline)) {
    return [];
  }
  const table = datedTable(subject, right.pipeline);
  if (!table) {
    return [];
  }
  const filter = `where ${timeFilter(script, left) ?? '$__timeFilter()'}`;
  const at = span(script, right.from, right.to);
  const source = right.pipeline.stages[0];
  const inBrackets = right.inBrackets && source;
  const edits = inBrackets
    ? [insert(span(script, source.from, source.to).end, ` | ${filter}`)]
    : [insert(at.start, '('), insert(at.end, ` | ${filter})`)];
  return [
    { code: 'join-time', severity: 'warning', message: message(table), ...at, fixes: [{ label: fix(filter), edits }] },
  ];
}

/** The table behind a join: what stands in its brackets, or a name, which a `let` may have given. */
function rightSide(script: Script, { from, to }: Stage) {
  let i = from + 1;
  while (i < to && (textAt(script, i + 1) === '=' || textAt(script, i + 1) === '.')) {
    i += textAt(script, i + 1) === '.' ? 2 : 3;
  }
  const close = script.partner[i] ?? -1;
  if (textAt(script, i) === '(' && close > i + 1) {
    const pipeline = script.home[i + 1]?.pipeline;
    return pipeline && { pipeline, from: i + 1, to: close, inBrackets: true };
  }
  const named = lets(script).get(wordAt(script, i));
  const alone: Pipeline = { stages: [{ operator: '', from: i, to: i + 1 }] };
  return wordAt(script, i) === '' ? undefined : { pipeline: named ?? alone, from: i, to: i + 1, inBrackets: false };
}

/** Tells whether a pipeline bounds time, itself or by a let that it starts from. */
function bounded(script: Script, pipeline: Pipeline, depth = 0): boolean {
  const named = lets(script);
  return pipeline.stages.some(({ operator, from, to }, i) => {
    const isLater = i > 0 && operator === 'join';
    if (!isLater && boundsTime(script, from, to)) {
      return true;
    }
    const sources = script.tokens.slice(from, to).flatMap(({ text }) => named.get(text) ?? []);
    return depth < 8 && sources.some((given) => given !== pipeline && bounded(script, given, depth + 1));
  });
}

function datedTable(subject: Subject, pipeline: Pipeline): string | undefined {
  const { knowledge } = subject;
  return sourceTables(subject, pipeline).find(
    (name) => knowledge.tables.get(knowledge.retired.get(name) ?? name)?.timeColumn
  );
}
