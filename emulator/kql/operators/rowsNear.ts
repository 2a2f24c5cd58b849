import { condition } from '../expressions/expression';
import { columnsOf, unsupported } from '../plan';
import { columnList, rowOf } from './operator';
import { countArgument, type Plugin } from './plugin';

/** `evaluate rows_near(condition, before, after)`: the rows that pass, and those around each of them. */
export const rowsNear: Plugin = (node, args, input, context) => {
  const [test, ...counts] = args;
  if (!input.sorted) {
    throw unsupported('A rows_near of rows in no order (sort or serialize them first)', node);
  }
  const [before, after] = counts.map((arg) => countArgument(arg, context, node));
  const { plan } = context;
  const { relation, order } = plan.numbered(input);
  // A row stays where the row that passes comes at most `before` rows after it, or `after` rows before it.
  const frame = `ORDER BY ${order} ROWS BETWEEN ${after ?? before} PRECEDING AND ${before} FOLLOWING`;
  const near = `bool_or(coalesce(${condition(test!, rowOf(input, context))}, false)) OVER (${frame})`;
  const marked = plan.step(`SELECT *, ${near} AS "#near" FROM ${plan.use(relation)}`, input.columns, true);
  const columns = columnsOf(node.ResultType, node);
  const sql = `SELECT ${columnList(columns)} FROM ${plan.use(marked)} WHERE "#near" ORDER BY ${order}`;
  return plan.step(sql, columns, true);
};
