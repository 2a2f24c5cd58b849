import { HINTS } from '../../english/hints';
import { sourceTables } from '../columnsAt';
import { textAt } from '../script';

import { type Hint, replace, type Rule, span, type Subject } from './hint';

const DAYS: Record<string, number> = { d: 1, h: 1 / 24, m: 1 / 1440, day: 1, days: 1, hour: 1 / 24, hours: 1 / 24 };
const KEPT = 30;
const { message, fix } = HINTS['beyond-30-days'];

/** `ago()` of more days than Defender keeps. Tables of a Sentinel workspace may go further back. */
export const beyond30Days: Rule = (subject) =>
  subject.script.tokens.flatMap(({ kind, text }, i): Hint[] => {
    const called = textAt(subject.script, i - 2) === 'ago' && textAt(subject.script, i - 1) === '(';
    const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)([a-z]+)$/.exec(text) ?? [];
    const days = Number(count) * (DAYS[unit] ?? 0);
    if (kind !== 'number' || !called || days <= KEPT || !readsDefender(subject, i)) {
      return [];
    }
    const at = span(subject.script, i);
    const fixes = [{ label: fix(), edits: [replace(at, `${KEPT}d`)] }];
    return [{ code: 'beyond-30-days', severity: 'warning', message: message(text), ...at, fixes }];
  });

function readsDefender(subject: Subject, token: number): boolean {
  const { script, knowledge } = subject;
  const of = script.home[token]?.pipeline;
  let pipeline = of;
  while (pipeline?.parent && sourceTables(subject, pipeline).length === 0) {
    pipeline = pipeline.parent.pipeline;
  }
  const names = pipeline ? sourceTables(subject, pipeline) : [];
  const stage = script.home[token]?.pipeline.parent?.stage ?? script.home[token]?.stage ?? 0;
  const onTime = ['where', 'filter'].includes(pipeline?.stages[stage]?.operator ?? '');
  return onTime && names.some((name) => knowledge.tables.get(name)?.timeColumn);
}
