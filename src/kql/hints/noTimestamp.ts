import { HINTS } from '../../english/hints';
import { columnsAt } from '../columnsAt';
import { type Pipeline, textAt, wordAt } from '../script';

import { type Hint, replace, type Rule, span, type Subject } from './hint';

const { message, fix } = HINTS['no-timestamp'];

/** `Timestamp` in a stage of a table that has no such column. */
export const noTimestamp: Rule = (subject) =>
  subject.script.pipelines.flatMap((pipeline) => {
    const table = tableOf(subject, pipeline);
    return table && !table.columns.some(({ name }) => name === 'Timestamp') ? hints(subject, pipeline, table) : [];
  });

function tableOf({ script, knowledge }: Subject, { stages: [source] }: Pipeline) {
  return source && source.to - source.from === 1 ? knowledge.tables.get(wordAt(script, source.from)) : undefined;
}

function hints(subject: Subject, pipeline: Pipeline, table: { name: string; timeColumn: string | null }): Hint[] {
  const { script } = subject;
  return pipeline.stages.flatMap((stage, nth) => {
    const known = nth > 0 && !columnsAt(subject, pipeline, nth).some(({ name }) => name === 'Timestamp');
    const place = script.tokens.findIndex(
      (_, i) => i >= stage.from && i < stage.to && wordAt(script, i) === 'Timestamp'
    );
    const inside = script.home[place]?.pipeline !== pipeline && script.home[place]?.pipeline.stages.length !== 1;
    if (!known || place < 0 || inside || textAt(script, place + 1) === '=' || stage.operator === 'join') {
      return [];
    }
    const at = span(script, place);
    const instead = table.timeColumn;
    const wholeStage = { start: script.tokens[stage.from - 2]?.end ?? 0, end: span(script, stage.from, stage.to).end };
    const edits = instead ? [replace(at, instead)] : stage.operator === 'where' ? [replace(wholeStage, '')] : [];
    const fixes = edits.length > 0 ? [{ label: fix(instead), edits }] : [];
    return [
      {
        code: 'no-timestamp' as const,
        severity: 'warning' as const,
        message: message(table.name, instead),
        ...at,
        fixes,
      },
    ];
  });
}
