import { percentile } from '../aggregates';
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
  const { input, order } = orderedInput(node, source, context);
  const row = rowOf(input, context);
  const columns = columnsOf(node.ResultType, node);
  const keys = node.ByClause ? elements(node.ByClause.Expressions) : [];
  const list = keys.map((key, index) => selected(expression(key, row), columns[index]!));
  let next = keys.length;
  for (const aggregate of elements(node.Aggregates)) {
    const width = aggregate.ResultType?.Columns?.Count ?? 1;
    list.push(...aggregateColumns(aggregate, columns.slice(next, next + width), { ...row, aggregating: true, order }));
    next += width;
  }
  const group = keys.length > 0 ? ` GROUP BY ${keys.map((_, index) => index + 1).join(', ')}` : '';
  return context.plan.step(`SELECT ${list.join(', ')} FROM ${context.plan.use(input)}${group}`, columns);
};

/** Only lists depend on the order of the rows, so only they pay for numbering them. */
function orderedInput(
  node: SummarizeOperator,
  input: Relation,
  { plan }: Context
): { input: Relation; order?: string } {
  if (!input.sorted || !/\b(make_list|makelist)/.test(node.toString())) {
    return { input };
  }
  const { relation, order } = plan.numbered(input);
  return { input: relation, order };
}

/** The columns of one aggregate: one, or as many as `arg_max`, `take_any(*)` and `percentiles` give. */
export function aggregateColumns(node: Expression, columns: ResultColumn[], row: Row): string[] {
  const type = node.ResultType?.Columns;
  if (!type) {
    return [selected(expression(node, row), columns[0]!)];
  }
  const call = callOf(node);
  const name = call.Name.SimpleName;
  const args = elements(call.ArgumentList.Expressions);
  const plain: Row = { ...row, aggregating: false };
  if (name === 'percentiles') {
    return percentiles(args, columns, plain);
  }
  const sources = toArray(type).map((column) => column.Name);
  if (name === 'arg_max' || name === 'arg_min') {
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
 * values the other cells decide, so that the answer is the same in every run; where all values are null any row will do.
 */
function extremeRow(name: string, args: Expression[], { columns, sources }: Extreme, row: Row): string[] {
  const by = expression(args[0]!, row);
  const rest = args.slice(1).some((arg) => hasKind(arg, 'StarExpression'))
    ? sources.slice(1).map((source) => identifier(source))
    : args.slice(1).map((arg) => expression(arg, row).sql);
  const whole = struct([by.sql, ...rest]);
  const known = by.type === 'string' ? '' : ` FILTER (WHERE ${by.sql} IS NOT NULL)`;
  return fields(`coalesce(${name.slice(4)}(${whole})${known}, first(${whole}))`, columns);
}

function struct(values: string[]): string {
  return `{${values.map((value, index) => `'c${index}': ${value}`).join(', ')}}`;
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
