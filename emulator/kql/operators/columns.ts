/** Operators that choose, compute and rename columns. */
import { at } from '../at';
import { expression } from '../expressions/expression';
import { identifier } from '../identifier';
import type { Arguments } from '../functions/call';
import { SEVERAL } from '../functions/series';
import { resultName, toArray } from '../kusto';
import { columnsOf, kustoType, type Relation, unsupported } from '../plan';
import type { Context, Row, Scalar } from '../scalar';
import type { ResultColumn } from '../schema';
import {
  type CompoundNamed,
  elements,
  type Expression,
  type ExpressionsOperator,
  type FunctionCall,
  hasKind,
  is,
  type NameReference,
  type SimpleNamed,
} from '../syntax';
import { columnList, type OperatorTranslation, parameters, selected } from './operator';
import { rowWithPlaces } from './places';
import { takeAway } from './takeAway';

export const project: OperatorTranslation<ExpressionsOperator> = (node, input, context) => {
  const columns = columnsOf(node.ResultType, node);
  takeAway(unnamed(node, columns), node);
  const row = rowWithPlaces(elements(node.Expressions), input, context);
  const values = elements(node.Expressions).flatMap((item) => valuesOf(item, row));
  const list = values.map((value, index) => selected(value, columns[index]!));
  return context.plan.step(
    `SELECT ${list.join(', ')} FROM ${context.plan.use(row.input)}${row.back}`,
    columns,
    input.sorted
  );
};

/** New columns go behind the others; a name that exists already is replaced in its place. */
export const extend: OperatorTranslation<ExpressionsOperator> = (node, input, context) => {
  parameters(node.Parameters, []);
  const columns = columnsOf(node.ResultType, node);
  takeAway(unnamed(node, columns), node);
  const row = rowWithPlaces(elements(node.Expressions), input, context);
  const written = new Map<string, string>();
  const fresh = columns.slice(input.columns.length);
  for (const item of elements(node.Expressions)) {
    const free = () => fresh.filter(({ name }) => !written.has(name));
    if (item.ResultType?.Columns) {
      const names = severalNames(item);
      valuesOf(item, row).forEach((value, index) => {
        const column = columns.find(({ name }) => name === names[index]) ?? at(free(), 0);
        written.set(column.name, selected(value, column));
      });
      continue;
    }
    const column = extendedColumn(item, columns, free());
    written.set(column.name, selected(expression(item, row), column));
  }
  const list = columns.map(({ name }) => written.get(name) ?? identifier(name));
  return context.plan.step(
    `SELECT ${list.join(', ')} FROM ${context.plan.use(row.input)}${row.back}`,
    columns,
    input.sorted
  );
};

/** The values of an expression: one, or as many as its function gives. */
export function valuesOf(item: Expression, row: Row): Scalar[] {
  const given = item.ResultType?.Columns;
  if (!given) {
    return [expression(item, row)];
  }
  const call = hasKind(item, 'FunctionCallExpression') ? item : (item as SimpleNamed).Expression;
  const several = is<FunctionCall>(call, 'FunctionCallExpression') && SEVERAL[call.Name.SimpleName];
  if (!several) {
    const name = /^\w+/.exec(call.toString().trim())?.[0] ?? '';
    throw unsupported(`The function '${name}'`, call);
  }
  const args = elements((call as FunctionCall).ArgumentList.Expressions).map((arg) => expression(arg, row));
  return several(
    args as Arguments,
    toArray(given).map(({ Type }) => kustoType(Type))
  );
}

/** The names of several values: those that the query gives them, then the function's own. */
function severalNames(item: Expression): string[] {
  const own = toArray(item.ResultType!.Columns!).map(({ Name }) => Name);
  const given = namesOf(item);
  return [...given, ...own.slice(given.length)];
}

/** The names that a query gives the values of an expression, none for a name of the function's choice. */
export function namesOf(item: Expression): string[] {
  if (is<CompoundNamed>(item, 'CompoundNamedExpression')) {
    return elements(item.Names.Names).map(({ SimpleName }) => SimpleName);
  }
  return is<SimpleNamed>(item, 'SimpleNamedExpression') ? [item.Name.SimpleName] : [];
}

/** Where a query names values of a function that gives several, the others are no columns; the analysis has them. */
function unnamed(node: ExpressionsOperator, columns: ResultColumn[]): ResultColumn[] {
  const names = elements(node.Expressions).flatMap((item) => {
    const given = item.ResultType?.Columns ? namesOf(item).length : 0;
    return given === 0 ? [] : severalNames(item).slice(given);
  });
  return columns.filter(({ name }) => names.includes(name));
}

/** The column that an expression of `extend` fills; `free` are the new columns that none has filled yet. */
export function extendedColumn(item: Expression, columns: ResultColumn[], free: ResultColumn[]): ResultColumn {
  if (hasKind(item, 'CompoundNamedExpression') || item.ResultType?.Columns) {
    throw unsupported('An expression with several values in extend', item);
  }
  const name = is<SimpleNamed>(item, 'SimpleNamedExpression')
    ? item.Name.SimpleName
    : is<NameReference>(item, 'NameReference')
      ? item.SimpleName
      : resultName(item);
  const column = columns.find((candidate) => candidate.name === name) ?? free[0];
  if (!column) {
    throw unsupported(`The expression '${item.toString().trim()}' without a name in extend`, item);
  }
  return column;
}

/** project-away, project-keep, project-reorder: the analysis has resolved the wildcards. */
export const chooseColumns: OperatorTranslation = (node, input, { plan }) => {
  const columns = columnsOf(node.ResultType, node);
  return plan.step(`SELECT ${columnList(columns)} FROM ${plan.use(input)}`, columns, input.sorted);
};

export const projectRename: OperatorTranslation<ExpressionsOperator> = (node, input, { plan }) => {
  const columns = columnsOf(node.ResultType, node);
  const list = columns.map(
    (column, index) => `${identifier(input.columns[index]!.name)} AS ${identifier(column.name)}`
  );
  return plan.step(`SELECT ${list.join(', ')} FROM ${plan.use(input)}`, columns, input.sorted);
};

/** `serialize` fixes the order of the rows and may add columns that depend on it. */
export const serialize: OperatorTranslation<ExpressionsOperator> = (node, input, context) => {
  const sorted: Relation = { ...input, sorted: true };
  return elements(node.Expressions).length === 0 ? sorted : extend(node, sorted, context);
};

const TYPE_NAMES: Record<string, string> = {
  string: 'System.String',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  bool: 'System.SByte',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  guid: 'System.Guid',
  dynamic: 'System.Object',
};

export const getSchema: OperatorTranslation<Expression & { KindParameter: Expression | null }> = (
  node,
  input,
  context: Context
) => {
  if (node.KindParameter) {
    throw unsupported('A kind of getschema', node.KindParameter);
  }
  const columns = columnsOf(node.ResultType, node);
  const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const rows = input.columns.map(
    ({ name, type }, index) => `(${quote(name)}, ${index}::BIGINT, ${quote(TYPE_NAMES[type]!)}, ${quote(type)})`
  );
  const sql = `SELECT * FROM (VALUES ${rows.join(', ')}) AS t(${columnList(columns)})`;
  return context.plan.step(sql, columns, true);
};
