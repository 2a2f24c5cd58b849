import { toText } from '../conversion';
import { expression } from '../expressions/expression';
import { identifier } from '../identifier';
import { columnsOf, type Relation, unsupported } from '../plan';
import { type Context, textLiteral } from '../scalar';
import { elements, type EvaluateOperator, type Expression } from '../syntax';
import { activityCounts, slidingWindowCounts } from './activity';
import { ipv4Lookup, ipv6Lookup } from './addressLookup';
import { bagUnpack } from './bagUnpack';
import { dcountIntersect } from './dcountIntersect';
import { columnList, columnName, type OperatorTranslation, parameters, rowOf } from './operator';
import type { Plugin } from './plugin';
import { askFor, foundColumns, schemaColumn } from './pluginSchema';
import { rollingPercentile } from './rollingPercentile';
import { rowsNear } from './rowsNear';

/** Plugins; their columns come from the data, so the first translation asks for them and the second one uses them. */
export const evaluate: OperatorTranslation<EvaluateOperator> = (node, input, context) => {
  parameters(node.Parameters, []);
  const name = node.FunctionCall.Name.SimpleName;
  const args = elements(node.FunctionCall.ArgumentList.Expressions);
  const plugin = PLUGINS[name];
  if (!plugin) {
    throw unsupported(`The plugin '${name}'`, node);
  }
  return plugin(node, args, input, context);
};

/** Every plugin that the engine runs; a name that is missing here is refused. */
export const PLUGINS: Record<string, Plugin> = {
  activity_counts_metrics: activityCounts,
  bag_unpack: bagUnpack,
  dcount_intersect: dcountIntersect,
  ipv4_lookup: ipv4Lookup,
  ipv6_lookup: ipv6Lookup,
  pivot,
  rolling_percentile: rollingPercentile,
  rows_near: rowsNear,
  sliding_window_counts: slidingWindowCounts,
};

function pivot(node: EvaluateOperator, args: Expression[], input: Relation, context: Context): Relation {
  const { plan } = context;
  const row = rowOf(input, context);
  const pivoted = args[0] && columnName(args[0]);
  if (pivoted === undefined) {
    throw unsupported('A pivot of an expression', node);
  }
  const aggregate = args[1] ?? undefined;
  const keys = args.slice(2).map((arg) => columnName(arg));
  const kept = input.columns.filter(({ name }) =>
    args.length > 2 ? keys.includes(name) : name !== pivoted && !mentioned(aggregate, name)
  );
  const by = toText(expression(args[0]!, row));
  const type = aggregate ? expression(aggregate, { ...row, aggregating: true }).type : 'long';
  if (!node.Schema) {
    const sql = `SELECT DISTINCT ${by} AS k, ${textLiteral(type)} AS t FROM ${plan.use(input)} ORDER BY 1`;
    throw askFor(foundColumns(plan, sql), node, (found) => [
      ...kept.map((column) => schemaColumn(column.name, column.type)),
      ...found.map(([column, kind]) => schemaColumn(column, kind)),
    ]);
  }
  const columns = columnsOf(node.ResultType, node);
  const value = aggregate ? expression(aggregate, { ...row, aggregating: true }).sql : 'count(*)';
  const keep = columnList(kept);
  const group = ` GROUP BY ${keep === '' ? '' : `${keep}, `}"#by"`;
  const cells = `SELECT ${keep === '' ? '' : `${keep}, `}${by} AS "#by", ${value} AS "#value" FROM ${plan.use(input)}${group}`;
  const values = plan.step(cells, input.columns);
  // What no row has is the aggregate of no rows.
  const none = `(SELECT ${value} FROM ${plan.use(input)} WHERE false)`;
  const list = columns.map((column) => {
    const found = `any_value("#value") FILTER (WHERE "#by" = ${textLiteral(column.name)})`;
    return `${kept.some(({ name }) => name === column.name) ? identifier(column.name) : `coalesce(${found}, ${none})`} AS ${identifier(column.name)}`;
  });
  const rows = keep === '' ? '' : ` GROUP BY ${keep}`;
  return plan.step(`SELECT ${list.join(', ')} FROM ${plan.use(values)}${rows}`, columns);
}

function mentioned(aggregate: Expression | undefined, name: string): boolean {
  return aggregate !== undefined && new RegExp(`\\b${name}\\b`).test(aggregate.toString());
}
