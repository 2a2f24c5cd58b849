/** Operators that choose and order rows. */
import { at } from '../at';
import { condition, expression } from '../expressions/expression';
import { columnsOf, type Relation } from '../plan';
import type { Row, Scalar } from '../scalar';
import {
  type CountOperator,
  elements,
  type Expression,
  type ExpressionOperator,
  type ExpressionsOperator,
  type FilterOperator,
  hasKind,
  is,
  type OrderedExpression,
  type SampleDistinctOperator,
  type TopOperator,
} from '../syntax';
import { columnList, columnName, type OperatorTranslation, parameters, rowCount, rowOf, selected } from './operator';

export const where: OperatorTranslation<FilterOperator> = (node, input, context) => {
  parameters(node.Parameters, []);
  const sql = condition(node.Condition, rowOf(input, context));
  // A condition on the row's place is tested after the rows have been counted.
  const clause = sql.includes(' OVER (') ? 'QUALIFY' : 'WHERE';
  // A subquery may become a join, and a join may move rows; only numbers keep them in their place then.
  if (input.sorted && sql.includes('SELECT')) {
    const { relation, order } = context.plan.numbered(input);
    const filter = `SELECT * FROM ${context.plan.use(relation)} ${clause} ${sql} ORDER BY ${order}`;
    return { ...context.plan.step(filter, input.columns, true), source: input.source, filtered: true };
  }
  const step = context.plan.step(
    `SELECT * FROM ${context.plan.use(input)} ${clause} ${sql}`,
    input.columns,
    input.sorted
  );
  return { ...step, source: input.source, filtered: true };
};

export const take: OperatorTranslation<ExpressionOperator> = (node, input, { plan, ...context }) => {
  parameters(node.Parameters, []);
  const limit = rowCount(node.Expression, { ...context, plan });
  return plan.step(`SELECT * FROM ${plan.use(input)} LIMIT ${limit}`, input.columns, input.sorted);
};

/** Descending unless it says `asc`; nulls are the smallest, so they come last in a descending order. */
function orderTerm(node: Expression, row: Row): string {
  if (!is<OrderedExpression>(node, 'OrderedExpression')) {
    return ordered(expression(node, row), 'DESC', 'LAST');
  }
  const ascending = node.Ordering.AscOrDescKeyword?.Text === 'asc';
  const nulls = node.Ordering.NullsClause?.FirstOrLastKeyword.Text ?? (ascending ? 'first' : 'last');
  return ordered(expression(node.Expression, row), ascending ? 'ASC' : 'DESC', nulls.toUpperCase());
}

/** NaN stands beside the nulls, on the side of the numbers. */
function ordered({ sql, type }: Scalar, direction: string, nulls: string): string {
  const term = `${sql} ${direction} NULLS ${nulls}`;
  const kind = `CASE WHEN ${sql} IS NULL THEN 2 WHEN isnan(${sql}) THEN 1 ELSE 0 END`;
  return type === 'real' ? `${kind} ${nulls === 'FIRST' ? 'DESC' : 'ASC'}, ${term}` : term;
}

export const sort: OperatorTranslation<ExpressionsOperator> = (node, input, context) => {
  parameters(node.Parameters, []);
  const row = rowOf(input, context);
  const terms = elements(node.Expressions).map((term) => orderTerm(term, row));
  const sql = `SELECT * FROM ${context.plan.use(input)} ORDER BY ${terms.join(', ')}`;
  return context.plan.step(sql, input.columns, true);
};

export const top: OperatorTranslation<TopOperator> = (node, input, context) => {
  parameters(node.Parameters, []);
  const term = orderTerm(node.ByExpression, rowOf(input, context));
  const limit = rowCount(node.Expression, context);
  const sql = `SELECT * FROM ${context.plan.use(input)} ORDER BY ${term} LIMIT ${limit}`;
  return context.plan.step(sql, input.columns, true);
};

/** The name of a column; that of a `let` is a value. */
function isColumn(item: Expression, input: Relation): boolean {
  const name = columnName(item);
  return hasKind(item, 'StarExpression') || input.columns.some((column) => column.name === name);
}

export const distinct: OperatorTranslation<ExpressionsOperator> = (node, input, { plan, ...context }) => {
  parameters(node.Parameters, []);
  const columns = columnsOf(node.ResultType, node);
  const expressions = elements(node.Expressions);
  const row = rowOf(input, { plan, ...context });
  const computed = expressions.some((item) => !isColumn(item, input));
  const list = computed
    ? expressions.map((item, index) => `${expression(item, row).sql} AS ${columnList([columns[index]!])}`).join(', ')
    : columnList(columns);
  return plan.step(`SELECT DISTINCT ${list} FROM ${plan.use(input)}`, columns);
};

export const count: OperatorTranslation<CountOperator> = (node, input, { plan }) => {
  const columns = columnsOf(node.ResultType, node);
  return plan.step(`SELECT count(*) AS ${columnList(columns)} FROM ${plan.use(input)}`, columns);
};

export const sampleDistinct: OperatorTranslation<SampleDistinctOperator> = (node, input, context) => {
  parameters(node.Parameters, []);
  const columns = columnsOf(node.ResultType, node);
  const value = selected(expression(node.OfExpression, rowOf(input, context)), at(columns, 0));
  const limit = rowCount(node.Expression, context);
  return context.plan.step(`SELECT DISTINCT ${value} FROM ${context.plan.use(input)} LIMIT ${limit}`, columns);
};

export const sample: OperatorTranslation<ExpressionOperator> = (node, input, context) => {
  parameters(node.Parameters, []);
  const limit = rowCount(node.Expression, context);
  return context.plan.step(`SELECT * FROM ${context.plan.use(input)} ORDER BY random() LIMIT ${limit}`, input.columns);
};
