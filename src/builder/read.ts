import { REASONS } from '../english/builder';
import { type Pipeline, readScript, type Script, type Stage, textBetween } from '../kql/script';

import { Cursor, Unreadable } from './cursor';
import { readColumn } from './operand';
import type { Outline, SortKey } from './outline';
import { readGroup } from './readCondition';
import { readSummary } from './readSummary';

/** Why a query can't be shown by the builder, and the place of what it says. */
export interface Refusal {
  reason: string;
  /** The first line is 1. */
  line: number;
  text: string;
}

export type Reading = { outline: Outline } | { refusal: Refusal };

/** An outline of nothing. */
export function emptyOutline(): Outline {
  return { table: '', filters: [], shape: { kind: 'events', columns: [], distinct: false }, sort: [] };
}

/** Reads KQL as the builder writes it. What it would lose or has no place for is refused. */
export function read(kql: string): Reading {
  const script = readScript(kql);
  try {
    return { outline: readOutline(script) };
  } catch (error) {
    if (error instanceof Unreadable) {
      const { message: reason, start, end } = error;
      return { refusal: { reason, line: kql.slice(0, start).split('\n').length, text: kql.slice(start, end) } };
    }
    throw error;
  }
}

function readOutline(script: Script): Outline {
  const [comment] = script.comments;
  if (comment) {
    throw new Unreadable(REASONS.comment, comment.start, comment.end);
  }
  const outline = emptyOutline();
  const stages = onlyPipeline(script)?.stages;
  if (!stages) {
    return outline;
  }
  let before: Step = 'table';
  stages.forEach((stage, i) => {
    const cursor = new Cursor(script, stage.from, stage.to);
    before = i === 0 ? readTable(script, stage, outline) : readStage(cursor, before, outline);
    if (!cursor.isDone() && i > 0) {
      cursor.refuse(REASONS.unexpected(cursor.text()));
    }
  });
  return outline;
}

/** The one statement of a query; undefined for an empty one. */
function onlyPipeline(script: Script): Pipeline | undefined {
  const first = script.tokens[0];
  const semicolon = script.tokens.find(({ text }) => text === ';');
  const outer = script.pipelines.filter(({ parent }) => !parent);
  if (first && (outer.length > 1 || ['let', 'set', 'declare', 'alias', 'pattern'].includes(first.text))) {
    throw new Unreadable(REASONS.statements(first.text), first.start, first.end);
  }
  if (semicolon) {
    throw new Unreadable(REASONS.semicolon, semicolon.start, semicolon.end);
  }
  return outer[0];
}

function readTable(script: Script, { from, to }: Stage, outline: Outline): Step {
  const cursor = new Cursor(script, from, to);
  try {
    outline.table = readColumn(cursor);
  } catch (error) {
    throw error instanceof Unreadable ? source(script, from, to) : error;
  }
  if (!cursor.isDone()) {
    throw source(script, from, to);
  }
  return 'table';
}

function source(script: Script, from: number, to: number): Unreadable {
  const [first, last] = [script.tokens[from], script.tokens[to - 1]];
  const [line = ''] = textBetween(script, from, to).split('\n');
  return new Unreadable(REASONS.source(line), first?.start ?? 0, last?.end ?? 0);
}

/** The stages of an outline in their order; `filter` stands behind a summary, too. */
const STEPS = ['table', 'filter', 'shape', 'filter of figures', 'sort', 'limit'] as const;
type Step = (typeof STEPS)[number];

function readStage(cursor: Cursor, before: Step, outline: Outline): Step {
  const operator = cursor.text();
  const step = stepOf(operator, before, outline);
  if (step === undefined) {
    return cursor.refuse(REASONS.operator(cursor.word()));
  }
  if (STEPS.indexOf(step) < STEPS.indexOf(before)) {
    return cursor.refuse(REASONS.order(operator, SPOKEN[before]));
  }
  if (step === before && !step.startsWith('filter')) {
    return cursor.refuse(REASONS.twice(SPOKEN[step]));
  }
  cursor.next();
  READERS[operator]?.(cursor, outline);
  return operator === 'top' ? 'limit' : step;
}

const SPOKEN: Record<Step, string> = {
  table: 'the table',
  filter: 'where',
  shape: 'project, distinct or summarize',
  'filter of figures': 'where',
  sort: 'sort',
  limit: 'take',
};

function stepOf(operator: string, before: Step, { shape }: Outline): Step | undefined {
  switch (operator) {
    case 'where':
    case 'filter':
      return shape.kind === 'summary' || before === 'shape' ? 'filter of figures' : 'filter';
    case 'project':
    case 'distinct':
    case 'summarize':
      return 'shape';
    case 'sort':
    case 'order':
    case 'top':
      return 'sort';
    case 'take':
    case 'limit':
      return 'limit';
    default:
      return undefined;
  }
}

type Reader = (cursor: Cursor, outline: Outline) => void;

const readWhere: Reader = (cursor, { filters, shape }) => {
  if (shape.kind === 'events' && (shape.columns.length > 0 || shape.distinct)) {
    cursor.refuse(REASONS.order('where', shape.distinct ? 'distinct' : 'project'));
  }
  (shape.kind === 'summary' ? shape.filters : filters).push(readGroup(cursor));
};

const readColumns =
  (name: 'project' | 'distinct'): Reader =>
  (cursor, outline) => {
    const columns: string[] = [];
    do {
      const computed = cursor.text(1) === '=' || cursor.text(1) === '(' || cursor.text(3) === '=';
      columns.push(computed ? cursor.refuse(REASONS.computed(name)) : readColumn(cursor));
    } while (cursor.take(','));
    if (!cursor.isDone()) {
      cursor.refuse(REASONS.computed(name));
    }
    outline.shape = { kind: 'events', columns, distinct: name === 'distinct' };
  };

const readSort: Reader = (cursor, outline) => {
  cursor.expect('by');
  do {
    outline.sort.push(readSortKey(cursor));
  } while (cursor.take(','));
};

function readSortKey(cursor: Cursor): SortKey {
  const column = readColumn(cursor);
  const word = cursor.word();
  const direction = word === 'asc' || word === 'desc' ? word : undefined;
  if (direction) {
    cursor.next();
  }
  return cursor.word() === 'nulls' ? cursor.refuse(REASONS.nulls) : { column, ...(direction && { direction }) };
}

const readLimit: Reader = (cursor, outline) => {
  const text = cursor.text();
  outline.limit = /^(0|[1-9]\d{0,8})$/.test(text) ? Number(cursor.next()) : cursor.refuse(REASONS.noNumber(text));
};

const READERS: Record<string, Reader> = {
  where: readWhere,
  filter: readWhere,
  project: readColumns('project'),
  distinct: readColumns('distinct'),
  summarize: (cursor, outline) => {
    outline.shape = readSummary(cursor);
  },
  sort: readSort,
  order: readSort,
  take: readLimit,
  limit: readLimit,
  top: (cursor, outline) => {
    readLimit(cursor, outline);
    cursor.expect('by');
    outline.sort = [readSortKey(cursor)];
    outline.top = true;
  },
};
