import type { Table } from '../kql/knowledge';

import { type Choice, resultColumns } from './columns';
import { FIGURES } from './figures';
import { nameOf, operandOf, spell, stepsOf } from './operand';
import { OPERATORS, operatorsFor, TIME_FILTER } from './operators';
import { type Condition, type Figure, type Group, type Key, type Outline, TIME_BIN } from './outline';
import { spellName } from './spelling';
import { textOf, valueOf } from './value';

/** As many events as somebody who looks around can read. */
const FIRST_LIMIT = 100;

const TIME_RANGE: Group = { any: false, conditions: [{ column: '', operator: TIME_FILTER, values: [] }] };

/** What a first table begins with: the events of the time range, the newest first. */
function begin(table: Table): Pick<Outline, 'filters' | 'sort' | 'limit'> {
  return {
    filters: table.timeColumn === null ? [] : [TIME_RANGE],
    sort: table.timeColumn === null ? [] : [{ column: spellName(table.timeColumn), direction: 'desc' }],
    limit: FIRST_LIMIT,
  };
}

/**
 * Another table. What goes by the time of the rows goes by the new table's time, or away where it has none; all else
 * stays, also columns that the new table lacks, which the builder marks.
 */
export function withTable(outline: Outline, name: string, tables: ReadonlyMap<string, Table>, before?: Table): Outline {
  const [table, spelled] = [tables.get(name), spellName(name)];
  if (outline.table === '' && outline.filters.length === 0 && table) {
    return { ...outline, ...begin(table), table: spelled };
  }
  if (!table) {
    return { ...outline, table: spelled };
  }
  const [from, to] = [before?.timeColumn ?? null, table.timeColumn];
  const moved = <T extends { column: string }>(list: T[]): T[] =>
    list.flatMap((each) =>
      each.column !== from || from === to ? [each] : to === null ? [] : [{ ...each, column: spellName(to) }]
    );
  const filters = outline.filters.flatMap(({ any, conditions }) => {
    const kept = moved(conditions).filter(
      ({ column, operator }) => to !== null || column !== '' || operator !== TIME_FILTER
    );
    return kept.length === 0 ? [] : [{ any, conditions: kept }];
  });
  const shape =
    outline.shape.kind === 'summary'
      ? { ...outline.shape, keys: moved(outline.shape.keys).filter(({ column }) => to !== null || column !== '') }
      : outline.shape;
  return { ...outline, table: spelled, filters, shape, sort: moved(outline.sort) };
}

/**
 * Events in place of figures, or the other way round. An order by columns that the new rows lack goes away, and so does
 * a limit on figures, which the backend takes for a list in place of a graph.
 */
export function withShape(outline: Outline, shape: Outline['shape'], columns: readonly Choice[]): Outline {
  const next = { ...withoutLimit(outline), shape };
  const names = new Set(resultColumns(next, columns).map(({ name }) => name));
  const sort = outline.sort.filter(({ column }) => names.has(nameOf(column)));
  return { ...next, sort, ...(shape.kind === 'events' && { limit: FIRST_LIMIT }) };
}

/** All rows. An order that was written with its limit stays. */
export function withoutLimit({ limit: _limit, top: _top, ...outline }: Outline): Outline {
  return outline;
}

/** Whether the rows are a list only because of their limit. */
export function isCutSeries({ shape, limit }: Outline): boolean {
  const steps =
    shape.kind === 'summary' && shape.keys.some(({ bin = '' }) => bin.startsWith('$') || /[a-z]$/.test(bin));
  return steps && limit !== undefined;
}

/** What a condition is on: its column, the column's type, and the column that dates the table's rows. */
export interface On {
  column: string;
  type?: string;
  timeColumn: string | null;
}

/** A condition on another column. The comparison stays where the new type has it, and a value where it is one of it. */
export function withColumn(condition: Condition, on: On): Condition {
  const fitting = operatorsFor(on.type);
  const operator = fitting.includes(condition.operator) ? condition.operator : (fitting[0] ?? '==');
  return withOperator(condition, operator, on);
}

/** Another comparison. Values stay as far as it takes them; the time range is the table's own where it can be. */
export function withOperator(condition: Condition, operator: string, { column, type, timeColumn }: On): Condition {
  const values = condition.values.map((value) => retyped(value, type));
  const [first = '', second = ''] = values;
  const kept = {
    none: [],
    one: [first],
    pair: [first, second],
    list: values.filter(Boolean),
    selection: [values.find((value) => value.startsWith('$')) ?? ''],
  }[OPERATORS[operator] ?? 'none'];
  const isOwn = operator === TIME_FILTER && timeColumn !== null && column === spellName(timeColumn);
  return { column: isOwn ? '' : column, operator, values: kept };
}

/** A value as one of another type; '' where it is none. One that is of no certain type stays. */
function retyped(value: string, type: string | undefined): string {
  if (value === '' || value.startsWith('$')) {
    return value;
  }
  const isText = /^@?['"`~]/.test(value);
  const wantsText = type === undefined || type === 'string' || type === 'dynamic';
  return isText === wantsText ? value : (valueOf(type, textOf(value), () => false) ?? '');
}

/** A condition on a key of its column's documents, or on the column again where no key is given. */
export function withKeys(column: string, keys: string, columnType: string | undefined): string {
  const operand = operandOf(column);
  const steps = stepsOf(keys);
  if (!operand || steps.length === 0) {
    return operand?.column ?? column;
  }
  const parse = columnType === 'string' ? { parse: operand.parse ?? 'parse_json' } : {};
  return spell({ cast: operand.cast ?? 'tostring', ...parse, column: operand.column, steps });
}

/** Another kind of figure; its column stays. A name that was made of the old kind is made of the new one. */
export function withCall(figure: Figure, call: string, operands: string[] = figure.operands): Figure {
  const takes = FIGURES[call] ?? [];
  const column = takes[0] === 'column' ? [operands[0] ?? ''] : [];
  const others = takes.slice(1).flatMap((each) => {
    if (each === 'rest') {
      const rest = figure.call.startsWith('arg_') ? operands.slice(1) : [];
      return rest.length > 0 ? rest : ['*'];
    }
    return each === 'number'
      ? [call === figure.call ? (operands[1] ?? '95') : '95']
      : operands.slice(1).filter(isNumber);
  });
  const made = { call, operands: [...column, ...others] };
  return { ...made, name: isOwnName(figure) ? ownName(made) : call.startsWith('arg_') ? '' : figure.name };
}

/** Whether nobody has given the figure a name. A number behind it parts it from a figure before. */
function isOwnName(figure: Figure): boolean {
  return figure.name === '' || figure.name.replace(/\d+$/, '') === ownName(figure).replace(/\d+$/, '');
}

/** Figures with one of them changed; two that would have the same name are numbered. */
export function withFigure(figures: readonly Figure[], i: number, figure: Figure): Figure[] {
  const taken = new Set(figures.filter((_, other) => other !== i).map(({ name }) => name));
  let { name } = figure;
  for (let n = 2; name !== '' && taken.has(name); n++) {
    name = `${ownName(figure)}${n}`;
  }
  return [...figures.slice(0, i), { ...figure, name }, ...figures.slice(i + 1)];
}

const isNumber = (operand: string) => /^\d/.test(operand);

/** The name that a figure has until somebody gives it another. */
export function ownName({ call, operands }: Pick<Figure, 'call' | 'operands'>): string {
  const column = (operandOf(operands[0] ?? '')?.steps.at(-1) ?? operands[0] ?? '').replace(/\W/g, '');
  const percent = (operands[1] ?? '').replace('.', '_');
  const names: Record<string, string> = {
    count: 'Count',
    dcount: `Different${column}`,
    sum: `Sum${column}`,
    avg: `Average${column}`,
    min: `Min${column}`,
    max: `Max${column}`,
    percentile: `P${percent}${column}`,
    stdev: `Deviation${column}`,
    make_set: `Set${column}`,
    make_list: `List${column}`,
    take_any: `Any${column}`,
  };
  return call !== 'count' && column === '' ? '' : (names[call] ?? '');
}

/** What figures are given for: times in steps that fit the graph, other columns by their values. */
export function keyOn(column: string, type: string | undefined): Key {
  return { name: '', column, ...(type === 'datetime' && { bin: TIME_BIN }) };
}
