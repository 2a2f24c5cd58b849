import { HINTS } from '../../english/hints';
import { columnsAt } from '../columnsAt';
import { type Pipeline, type Script, type Stage, textAt, textBetween, wordAt } from '../script';

import { type Hint, insert, replace, type Rule, span, type Subject } from './hint';

const { message, fix } = HINTS['late-filter'];

/** Kinds of join that keep the left rows as they are, so that a filter on the left's columns may come first. */
const LEFT_KINDS = ['inner', 'leftouter', 'leftsemi', 'leftanti', 'anti', 'leftantisemi'];

const WORDS_OF_CONDITIONS = new Set(
  'where,and,or,not,in,has,has_any,has_all,has_cs,contains,startswith,endswith,matches,regex,between,isnotempty'
    .concat(',isempty,tolower,toupper,true,false,strlen,datetime,ago,now,isnull,isnotnull,contains_cs,dynamic')
    .split(',')
);

/** A filter right after summarize or join that could as well stand before it. */
export const lateFilter: Rule = (subject) =>
  subject.script.pipelines.flatMap((pipeline) =>
    pipeline.stages.flatMap((stage, i) => {
      const before = pipeline.stages[i - 1];
      const late = i > 1 && before && stage.operator === 'where' && couldComeFirst(subject, pipeline, i);
      return late ? [hint(subject.script, before, stage)] : [];
    })
  );

function hint(script: Script, before: Stage, stage: Stage): Hint {
  const filter = textBetween(script, stage.from, stage.to);
  const at = span(script, stage.from, stage.to);
  const pipe = script.tokens[stage.from - 1];
  const cut = { start: span(script, before.from, before.to).end, end: at.end };
  const edits = [insert(span(script, before.from).start, `${filter}\n| `), replace(pipe ? cut : at, '')];
  const fixes = [{ label: fix(before.operator), edits }];
  return { code: 'late-filter', severity: 'info', message: message(before.operator), ...at, fixes };
}

function couldComeFirst(subject: Subject, pipeline: Pipeline, stage: number): boolean {
  const { script } = subject;
  const [before, filter] = [pipeline.stages[stage - 1], pipeline.stages[stage]];
  const used = filter && columnsUsed(script, filter);
  if (!before || !used || used.length === 0) {
    return false;
  }
  const there = columnsAt(subject, pipeline, stage - 1).map(({ name }) => name);
  if (!used.every((name) => there.includes(name))) {
    return false;
  }
  if (before.operator === 'summarize') {
    const keys = bareKeys(script, before);
    return used.every((name) => keys.includes(name));
  }
  return before.operator === 'join' && used.every((name) => isOfLeftOnly(script, before, name));
}

/** The columns of a condition; undefined where it has a word that can't be told. */
function columnsUsed(script: Script, { from, to }: Stage): string[] | undefined {
  const names: string[] = [];
  for (let i = from; i < to; i++) {
    const { kind, text } = script.tokens[i] ?? { kind: 'space', text: '' };
    if (text === '.' || text === '[' || kind === 'reference') {
      return undefined;
    }
    if (kind === 'word' && !WORDS_OF_CONDITIONS.has(text.toLowerCase())) {
      names.push(text);
    }
  }
  return names;
}

/** The keys of a summary that are columns as they were. */
function bareKeys(script: Script, { from, to }: Stage): string[] {
  let i = from;
  while (i < to && textAt(script, i) !== 'by') {
    const close = script.partner[i] ?? -1;
    i = close > i ? close + 1 : i + 1;
  }
  const keys: string[] = [];
  for (i++; i < to; i++) {
    const close = script.partner[i] ?? -1;
    const alone = /^(by|,)$/.test(textAt(script, i - 1)) && (i + 1 === to || textAt(script, i + 1) === ',');
    if (alone && wordAt(script, i) !== '') {
      keys.push(wordAt(script, i));
    }
    i = close > i ? close : i;
  }
  return keys;
}

function isOfLeftOnly(script: Script, { from, to }: Stage, column: string): boolean {
  const kind = script.tokens.slice(from, to).findIndex(({ text }) => text === 'kind');
  const named = kind < 0 ? '' : textAt(script, from + kind + 2);
  const words = script.tokens.slice(from, to).map(({ text }) => text);
  const on = words.lastIndexOf('on');
  // A key is on both sides; another name that the right side shares would be told apart by a 1 behind it.
  return LEFT_KINDS.includes(named) && on > 0 && words.slice(on).includes(column);
}
