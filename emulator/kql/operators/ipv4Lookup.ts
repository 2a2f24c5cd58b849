import { expression } from '../expressions/expression';
import { identifier } from '../identifier';
import { columnsOf, type Relation, unsupported } from '../plan';
import type { Context } from '../scalar';
import { type EvaluateOperator, type Expression, is, type SimpleNamed } from '../syntax';
import { columnName } from './operator';

/** `evaluate ipv4_lookup(table, key, table's key, further keys…, return_unmatched)`: a join by ranges of addresses. */
export function ipv4Lookup(node: EvaluateOperator, args: Expression[], input: Relation, context: Context): Relation {
  const named = args.filter((arg): arg is SimpleNamed => is<SimpleNamed>(arg, 'SimpleNamedExpression'));
  const [table, source, lookup, ...further] = args.filter((arg) => !named.some((item) => item === arg));
  const last = further.at(-1);
  const flag = named[0]?.Expression ?? (last && columnName(last) === undefined ? last : undefined);
  const extra = further.filter((arg) => arg !== flag).map((arg) => columnName(arg));
  const [key, range] = [source && columnName(source), lookup && columnName(lookup)];
  const other = named.find((arg) => arg.Name.SimpleName !== 'return_unmatched');
  if (!table || !key || !range || other || named.length > 1 || extra.includes(undefined)) {
    throw unsupported('This form of ipv4_lookup', node);
  }
  const all = flag ? expression(flag, context).sql : 'false';
  if (all !== 'true' && all !== 'false') {
    throw unsupported('A computed return_unmatched of ipv4_lookup', node);
  }
  const { plan } = context;
  const right = context.tabular(table, context);
  const columns = columnsOf(node.ResultType, node);
  const rest = right.columns.filter(({ name }) => !extra.includes(name));
  const sources = [
    ...input.columns.map(({ name }) => ({ name, side: 'l' })),
    ...rest.map(({ name }) => ({ name, side: 'r' })),
  ];
  if (sources.length !== columns.length) {
    throw unsupported('An ipv4_lookup whose tables share further columns', node);
  }
  const list = columns.map((column, index) => {
    const cell = `${sources[index]!.side}.${identifier(sources[index]!.name)}`;
    return `${column.type === 'string' ? `coalesce(${cell}, '')` : cell} AS ${identifier(column.name)}`;
  });
  const match = extra.map((name) => `l.${identifier(name!)} = r.${identifier(name!)}`);
  match.unshift(`kql_ipv4_in(l.${identifier(key)}, r.${identifier(range)})`);
  const join = all === 'true' ? 'LEFT JOIN' : 'JOIN';
  const sql = `SELECT ${list.join(', ')} FROM ${plan.use(input)} AS l ${join} ${plan.use(right)} AS r ON ${match.join(' AND ')}`;
  return plan.step(sql, columns);
}
