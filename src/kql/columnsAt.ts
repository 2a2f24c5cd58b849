import type { Column, Knowledge } from './knowledge';
import { lets, type Pipeline, type Script, type Stage, textAt, wordAt } from './script';

/** Stages that leave the columns as they are. */
const PASSING = new Set(
  ['where', 'filter', 'sort', 'order', 'top', 'take', 'limit', 'sample', 'as', 'serialize', 'invoke', 'render'].concat(
    'project-reorder',
    'consume',
    'partition'
  )
);

/** Stages whose result has only the columns that they name. */
const REPLACING = new Set(['project', 'distinct', 'summarize', 'make-series', 'project-keep', 'print', 'top-nested']);

/** Deep enough for any query by hand; a let that names itself must end somewhere. */
const DEPTH = 12;

export interface Scope {
  script: Script;
  knowledge: Knowledge;
}

/** The columns that a stage of a pipeline can use; unordered tables, lets and joins are followed. */
export function columnsAt(scope: Scope, pipeline: Pipeline, stage: number, depth = 0): Column[] {
  if (depth > DEPTH) {
    return [];
  }
  const [source, ...steps] = pipeline.stages.slice(0, Math.max(stage, 0));
  if (!source) {
    return pipeline.parent ? columnsAt(scope, pipeline.parent.pipeline, pipeline.parent.stage, depth + 1) : [];
  }
  let columns = sourceColumns(scope, source, depth);
  for (const step of steps) {
    columns = after(scope, step, columns, depth);
  }
  return columns;
}

/** The tables that a pipeline starts from, through lets, union and brackets. */
export function sourceTables(scope: Scope, pipeline: Pipeline, depth = 0): string[] {
  const source = pipeline.stages[0];
  return source ? [...new Set(tablesIn(scope, source, depth))] : [];
}

function tablesIn(scope: Scope, stage: Stage, depth: number): string[] {
  const { script, knowledge } = scope;
  const named = lets(script);
  const found: string[] = [];
  for (let i = stage.from; i < stage.to && depth <= DEPTH; i++) {
    const word = wordAt(script, i);
    const given = named.get(word);
    if (knowledge.tables.has(word) || knowledge.retired.has(word)) {
      found.push(word);
    } else if (given && !isInside(script, i, given)) {
      found.push(...sourceTables(scope, given, depth + 1));
    }
  }
  return found;
}

/** A let that is named within itself is a table or a parameter of the same name. */
function isInside(script: Script, i: number, given: Pipeline): boolean {
  return given.stages.some(({ from, to }) => i >= from && i < to) || textAt(script, i + 1) === '=';
}

function sourceColumns(scope: Scope, source: Stage, depth: number): Column[] {
  const { script, knowledge } = scope;
  if (REPLACING.has(source.operator)) {
    return after(scope, source, [], depth);
  }
  const found: Column[] = [];
  const named = lets(script);
  for (let i = source.from; i < source.to; i++) {
    const word = wordAt(script, i);
    const table = knowledge.tables.get(word) ?? knowledge.tables.get(knowledge.retired.get(word) ?? '');
    const given = named.get(word);
    if (table) {
      found.push(...table.columns);
    } else if (given && !isInside(script, i, given)) {
      found.push(...columnsAt(scope, given, given.stages.length, depth + 1));
    } else if (word === 'datatable' || word === 'externaldata') {
      found.push(...declared(script, i + 1));
    }
    const close = textAt(script, i) === '(' ? (script.partner[i] ?? -1) : -1;
    const inner = script.home[i + 1]?.pipeline;
    if (close > i + 1 && inner && inner.stages.length > 1) {
      found.push(...columnsAt(scope, inner, inner.stages.length, depth + 1));
      i = close;
    }
  }
  return unique(found);
}

/** The columns of `(Name: type, …)` at a token. */
function declared(script: Script, open: number): Column[] {
  const found: Column[] = [];
  for (let i = open; i < (script.partner[open] ?? -1); i++) {
    if (textAt(script, i + 1) === ':' && wordAt(script, i) !== '') {
      found.push({ name: wordAt(script, i), type: textAt(script, i + 2), description: '' });
    }
  }
  return found;
}

function after(scope: Scope, stage: Stage, before: Column[], depth: number): Column[] {
  const { script } = scope;
  const { operator } = stage;
  if (PASSING.has(operator)) {
    return before;
  }
  if (operator === 'count') {
    return [made('Count', 'long')];
  }
  if (operator === 'join' || operator === 'lookup' || operator === 'union') {
    return unique([...before, ...sourceColumns(scope, stage, depth)]);
  }
  const named = namedIn(script, stage, before);
  if (REPLACING.has(operator)) {
    return unique(named);
  }
  if (operator === 'project-away') {
    return before.filter(({ name }) => !named.some((gone) => gone.name === name));
  }
  return unique([...before, ...named.filter(({ description }) => description === '')]);
}

/** Each column that a stage names at its own level: `Name = …` makes one, a bare name takes the one before. */
function namedIn(script: Script, stage: Stage, before: Column[]): Column[] {
  const found: Column[] = [];
  for (let i = stage.from; i < stage.to; i++) {
    const word = wordAt(script, i);
    const [previous, next] = [textAt(script, i - 1), textAt(script, i + 1)];
    const starts = i === stage.from + 1 || previous === ',' || previous.toLowerCase() === 'by';
    if (word !== '' && next === '=') {
      found.push(made(word, before.find(({ name }) => name === word)?.type ?? 'dynamic'));
    } else if (word !== '' && starts && next === '(') {
      found.push(...calledColumn(script, i, before));
    } else if (word !== '' && starts && i > stage.from) {
      found.push(...before.filter(({ name }) => name === word));
    }
    const close = script.partner[i] ?? -1;
    i = close > i ? close : i;
  }
  return found;
}

/** The column that a call without a name makes: `count_`, `max_Timestamp`; a bin keeps its column's name. */
function calledColumn(script: Script, call: number, before: Column[]): Column[] {
  const [name, argument] = [wordAt(script, call), wordAt(script, call + 2)];
  if (name === 'bin' || name === 'startofday' || name === 'floor') {
    return before.filter((column) => column.name === argument);
  }
  if (name === 'arg_max' || name === 'arg_min') {
    return textAt(script, (script.partner[call + 1] ?? 0) - 1) === '*'
      ? before
      : before.filter((c) => c.name === argument);
  }
  return [made(`${name}_${argument}`, 'dynamic')];
}

function made(name: string, type: string): Column {
  return { name, type, description: '' };
}

function unique(columns: Column[]): Column[] {
  return [...new Map(columns.map((column) => [column.name, column])).values()];
}
