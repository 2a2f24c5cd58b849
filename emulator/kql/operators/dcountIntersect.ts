import { convert } from '../conversion';
import { expression } from '../expressions/expression';
import { identifier } from '../identifier';
import { columnsOf } from '../plan';
import { columnList, rowOf } from './operator';
import type { Plugin } from './plugin';

/** `evaluate dcount_intersect(hll, …)`: how many values the first set has, the first two have in common, and so on. */
export const dcountIntersect: Plugin = (node, args, input, context) => {
  const { plan } = context;
  const columns = columnsOf(node.ResultType, node);
  const counts = columns.slice(input.columns.length);
  const row = rowOf(input, context);
  const sets = args.map((arg) => `kql_items(${convert(expression(arg, row), 'dynamic')})`);
  const cells = counts.map(({ name }, index) => {
    const shared = sets.slice(1, index + 1).reduce((all, set) => `list_intersect(${all}, ${set})`, sets[0]!);
    return `len(${shared})::BIGINT AS ${identifier(name)}`;
  });
  const kept = input.columns.length > 0 ? [columnList(input.columns)] : [];
  return plan.step(`SELECT ${[...kept, ...cells].join(', ')} FROM ${plan.use(input)}`, columns, input.sorted);
};
