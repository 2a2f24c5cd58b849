import { expression } from '../expressions/expression';
import { type Relation, unsupported } from '../plan';
import type { Context, Scalar } from '../scalar';
import type { ResultColumn } from '../schema';
import type { EvaluateOperator, Expression } from '../syntax';
import { columnName } from './operator';

/** Adds the step of one plugin to the plan. */
export type Plugin = (node: EvaluateOperator, args: Expression[], input: Relation, context: Context) => Relation;

/** An argument that must be a column of the rows. */
export function columnArgument(arg: Expression | undefined, input: Relation, node: EvaluateOperator): ResultColumn {
  const name = arg && columnName(arg);
  const column = input.columns.find((known) => known.name === name);
  if (!column) {
    throw unsupported(`An argument of ${node.FunctionCall.Name.SimpleName} that is no column`, arg ?? node);
  }
  return column;
}

/** A number of rows or bins that the query spells. */
export function countArgument(arg: Expression, context: Context, node: EvaluateOperator): number {
  const found = /^\(?(\d+)::(?:BIGINT|INTEGER)\)?$/.exec(expression(arg, context).sql)?.[1];
  if (found === undefined) {
    throw unsupported(`A computed number in ${node.FunctionCall.Name.SimpleName}`, arg);
  }
  return Number(found);
}

/** A value that is the same for all rows: a place on the timeline, or a distance on it. */
export function lineArgument(arg: Expression, context: Context, node: EvaluateOperator): Scalar {
  const value = expression(arg, context);
  if (!['int', 'long', 'datetime', 'timespan'].includes(value.type)) {
    throw unsupported(
      `A ${value.type} in place of a time or a whole number in ${node.FunctionCall.Name.SimpleName}`,
      arg
    );
  }
  return value;
}
