import { percentile, weightedPercentile } from '../percentiles';
import { expression } from '../expressions/expression';
import { identifier } from '../identifier';
import { toArray } from '../kusto';
import { columnsOf, type Relation, unsupported } from '../plan';
import type { Context, Row } from '../scalar';
import type { ResultColumn } from '../schema';
import {
  elements,
  type Expression,
  type FunctionCall,
  hasKind,
  is,
  type Nested,
  type SummarizeOperator,
} from '../syntax';
import { type OperatorTranslation, parameters, rowOf, selected } from './operator';

/** One SELECT with the `by` expressions first, then the aggregates, in the order of the result's columns. */
export const summarize: OperatorTranslation<SummarizeOperator> = (node, source, context) => {
  parameters(node.Parameters, []);
  if (node.ByClause?.BinClause) {
    throw unsupported('bin= in summarize', node.ByClause.BinClause);
  }
  if (!node.ByClause && elements(node.Aggregates).length === 0) {
    throw unsupported('A summarize without aggregates and keys', node);
  }
  const row = rowOf(source, context);
  const columns = columnsOf(node.ResultType, node);
  const keys = node.ByClause ? elements(node.ByClause.Expressions) : [];
  const own = columns.slice(0, keys.length);
  let next = keys.length;
  const all = elements(node.Aggregates).map((aggregate): Given => {
    const given = columns.slice(next, next + (aggregate.ResultType?.Columns?.Count ?? 1));
    next += given.length;
    return { node: aggregate, columns: given };
  });
  const grouped = (given: Given[]) =>
    groupedRows(given, { keys, own }, { ...row, ...orderedInput(given, source, context) });
  const wide = all.filter((aggregate) => isExtremeRow(aggregate.node) && (all.length === 1 || isOfAll(aggregate.node)));
  if (wide.length === 0) {
    return grouped(all);
  }
  const parts = wide.map((one) => extremeRows(one.node, { keys, columns: [...own, ...one.columns] }, row));
  const others = all.filter((aggregate) => !wide.includes(aggregate));
  return sideBySide(others.length > 0 ? [grouped(others), ...parts] : parts, { own, columns }, context);
};

/** An aggregate and the columns that it gives. */
interface Given {
  node: Expression;
  columns: ResultColumn[];
}

interface Keys {
  keys: Expression[];
  own: ResultColumn[];
}

function groupedRows(given: Given[], { keys, own }: Keys, row: Row & { input: Relation }): Relation {
  const list = [
    ...keys.map((key, index) => selected(expression(key, row), own[index]!)),
    ...given.flatMap(({ node, columns }) => aggregateColumns(node, columns, { ...row, aggregating: true })),
  ];
  const group = keys.length > 0 ? ` GROUP BY ${keys.map((_, index) => index + 1).join(', ')}` : '';
  const sql = `SELECT ${list.join(', ')} FROM ${row.plan.use(row.input)}${group}`;
  return row.plan.step(sql, [...own, ...given.flatMap(({ columns }) => columns)]);
}

/** Rows that have the same keys, each once in every part, as one row. */
function sideBySide(
  parts: Relation[],
  { own, columns }: { own: ResultColumn[]; columns: ResultColumn[] },
  { plan }: Context
): Relation {
  const [first, ...rest] = parts;
  if (rest.length === 0) {
    return first!;
  }
  const list = columns.map(({ name }) => {
    const part = parts.findIndex((candidate) => candidate.columns.some((column) => column.name === name));
    return `p${part}.${identifier(name)}`;
  });
  const same = (index: number) =>
    own.map(({ name }) => `p0.${identifier(name)} IS NOT DISTINCT FROM p${index}.${identifier(name)}`).join(' AND ');
  const joins = rest.map((part, index) => ` JOIN ${plan.use(part)} AS p${index + 1} ON ${same(index + 1) || 'true'}`);
  return plan.step(`SELECT ${list.join(', ')} FROM ${plan.use(first!)} AS p0${joins.join('')}`, columns);
}

/** Only some aggregates depend on the order of the rows, so only they pay for numbering them, and only lists for sorting. */
function orderedInput(
  given: Given[],
  input: Relation,
  { plan }: Context
): { input: Relation; order?: string; place?: string } {
  const text = given.map(({ node }) => node.toString()).join();
  const sorts = input.sorted && /\b(make_list|makelist)/.test(text);
  if (!sorts && !/\b(make_set|makeset|make_bag|make_dictionary|arg_?max|arg_?min)/.test(text)) {
    return { input };
  }
  const { relation, order } = sorts ? plan.numbered(input) : plan.placed(input);
  return { input: relation, place: order, ...(sorts && { order }) };
}

/** The columns of one aggregate: one, or as many as `arg_max`, `take_any(*)` and `percentiles` give. */
export function aggregateColumns(node: Expression, columns: ResultColumn[], row: Row): string[] {
  const type = node.ResultType?.Columns;
  if (!type && !isRowOfOne(node)) {
    return [selected(expression(node, row), columns[0]!)];
  }
  const call = callOf(node);
  const name = call.Name.SimpleName;
  const args = elements(call.ArgumentList.Expressions);
  const plain: Row = { ...row, aggregating: false };
  if (name === 'percentiles') {
    return percentiles(args, columns, plain);
  }
  if (name === 'percentilesw') {
    return weightedPercentiles(args, columns, plain);
  }
  if (!type) {
    return extremeRow(name, args.slice(0, 1), { columns, sources: [] }, plain);
  }
  const sources = toArray(type).map((column) => column.Name);
  if (EXTREME_ROW.test(name)) {
    return extremeRow(name, args, { columns, sources }, plain);
  }
  if (name === 'take_any' || name === 'any') {
    const values = hasKind(args[0]!, 'StarExpression')
      ? sources.map((source) => identifier(source))
      : args.map((arg) => expression(arg, plain).sql);
    return fields(`first(${struct(values)})`, columns);
  }
  throw unsupported(`The aggregate '${name}' with several columns`, node);
}

/** Several percentiles that are one, and an extreme row that has no other column than its value. */
function isRowOfOne(node: Expression): boolean {
  if (['FunctionCallExpression', 'SimpleNamedExpression'].every((kind) => !hasKind(node, kind))) {
    return false;
  }
  const inner = hasKind(node, 'FunctionCallExpression') ? node : (node as Nested).Expression;
  if (!is<FunctionCall>(inner, 'FunctionCallExpression')) {
    return false;
  }
  const { SimpleName } = inner.Name;
  return SimpleName === 'percentiles' || (EXTREME_ROW.test(SimpleName) && isOfAll(inner));
}

/** `argmax` and `argmin` are the old names. */
const EXTREME_ROW = /^arg_?(max|min)$/;

function callOf(node: Expression): FunctionCall {
  if (is<FunctionCall>(node, 'FunctionCallExpression')) {
    return node;
  }
  if (is<Nested>(node, 'SimpleNamedExpression') || is<Nested>(node, 'CompoundNamedExpression')) {
    return callOf(node.Expression);
  }
  throw unsupported(`The aggregate '${node.toString().trim()}'`, node);
}

interface Extreme {
  columns: ResultColumn[];
  sources: string[];
}

/**
 * The row with the largest (smallest) value: the whole row travels as one struct, so its cells belong together. Of equal
 * values the first row's decides; where all values are null any row will do.
 */
function extremeRow(name: string, args: Expression[], { columns, sources }: Extreme, row: Row): string[] {
  const by = expression(args[0]!, row);
  const extreme = name.slice(-3);
  const whole = struct([by.sql, ...otherCells(args, sources, row)], row.place && firstPlace(extreme, row.place));
  const known = by.type === 'string' ? '' : ` FILTER (WHERE ${by.sql} IS NOT NULL)`;
  return fields(`coalesce(${extreme}(${whole})${known}, first(${whole}))`, columns);
}

function otherCells(args: Expression[], sources: string[], row: Row): string[] {
  const star = args.slice(1).find((arg) => hasKind(arg, 'StarExpression'));
  if (star && !sources.slice(1).every((source) => row.input?.columns.some(({ name }) => name === source))) {
    throw unsupported("'*' behind an old name of arg_max", star);
  }
  return star
    ? sources.slice(1).map((source) => (row.alias ?? '') + identifier(source))
    : args.slice(1).map((arg) => expression(arg, row).sql);
}

/** `arg_max(…, *)`: it takes longer to carry every row through the aggregate than to read the rows again. */
function isOfAll(node: Expression): boolean {
  return elements(callOf(node).ArgumentList.Expressions).some((arg) => hasKind(arg, 'StarExpression'));
}

function isExtremeRow(node: Expression): boolean {
  return node.ResultType?.Columns !== undefined && EXTREME_ROW.test(callOf(node).Name.SimpleName);
}

/**
 * First the extreme values, then the rows that have them. Much faster than to carry every row of a wide table through the
 * aggregate.
 */
function extremeRows(
  node: Expression,
  { keys, columns }: { keys: Expression[]; columns: ResultColumn[] },
  row: Row & { input?: Relation }
): Relation {
  const { plan } = row;
  const input = row.input!;
  plan.readAnew(input);
  const call = callOf(node);
  const args = elements(call.ArgumentList.Expressions);
  const extreme = call.Name.SimpleName.slice(-3);
  const [own, rest] = [columns.slice(0, keys.length), columns.slice(keys.length)];
  const groups = keys.map((key, index) => selected(expression(key, row), { ...own[index]!, name: `#k${index}` }));
  const name = (index: number) => identifier(`#k${index}`);
  const value = `${extreme}(${expression(args[0]!, row).sql}) AS "#value"`;
  const by = groups.length > 0 ? ` GROUP BY ${groups.map((_, index) => index + 1).join(', ')}` : '';
  const found = plan.step(`SELECT ${[...groups, value].join(', ')} FROM ${plan.use(input)}${by}`, []);
  const side: Row = { ...row, alias: 'l.' };
  const match = keys.map((key, index) => `${expression(key, side).sql} IS NOT DISTINCT FROM m.${name(index)}`);
  const best = expression(args[0]!, side);
  match.push(`${best.sql} IS NOT DISTINCT FROM m."#value"`);
  const sources = toArray(node.ResultType!.Columns!).map((column) => column.Name);
  const { relation: read, order } = plan.placed(input);
  const whole = struct([best.sql, ...otherCells(args, sources, side)], firstPlace(extreme, `l.${order}`));
  const cells = fields(`${extreme}(${whole})`, rest);
  const list = [...own.map((column, index) => `m.${name(index)} AS ${identifier(column.name)}`), ...cells];
  const group = keys.length > 0 ? ` GROUP BY ${keys.map((_, index) => `m.${name(index)}`).join(', ')}` : '';
  const sql = `SELECT ${list.join(', ')} FROM ${plan.use(read)} AS l JOIN ${plan.use(found)} AS m ON ${match.join(' AND ')}${group}`;
  return plan.step(sql, columns);
}

/** What makes the first of equal rows the extreme one. */
function firstPlace(extreme: string, place: string): string {
  return extreme === 'max' ? `-${place}` : place;
}

/** The cells of a row; behind the first of them what decides between rows that are equal there. */
function struct(values: string[], decides?: string): string {
  const cells = values.map((value, index) => `'c${index}': ${value}`);
  return `{${[cells[0], ...(decides ? [`'p': ${decides}`] : []), ...cells.slice(1)].join(', ')}}`;
}

/** DuckDB computes equal aggregates once, so each field may repeat the aggregate. */
function fields(aggregate: string, columns: ResultColumn[]): string[] {
  return columns.map((column, index) => {
    const cell = `(${aggregate}).c${index}`;
    return `${column.type === 'string' ? `coalesce(${cell}, '')` : cell} AS ${identifier(column.name)}`;
  });
}

function percentiles(args: Expression[], columns: ResultColumn[], row: Row): string[] {
  const value = expression(args[0]!, row);
  return columns.map((column, index) => {
    const cell = percentile(value, expression(args[index + 1]!, row));
    return `${column.type === 'string' ? `coalesce(${cell}, '')` : cell} AS ${identifier(column.name)}`;
  });
}

function weightedPercentiles(args: Expression[], columns: ResultColumn[], row: Row): string[] {
  const [value, weight] = [expression(args[0]!, row), expression(args[1]!, row)];
  return columns.map((column, index) => {
    const cell = weightedPercentile(value, weight, expression(args[index + 2]!, row), column.type);
    return `${cell} AS ${identifier(column.name)}`;
  });
}
