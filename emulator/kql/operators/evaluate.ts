import { toText } from '../conversion';
import { expression } from '../expressions/expression';
import { identifier } from '../identifier';
import { columnsOf, type Relation, unsupported } from '../plan';
import { type Context, type Row, textLiteral } from '../scalar';
import { elements, type EvaluateOperator, type Expression } from '../syntax';
import { bagUnpack } from './bagUnpack';
import { ipv4Lookup } from './ipv4Lookup';
import { columnName, type OperatorTranslation, parameters, rowOf } from './operator';
import { askFor, foundColumns, schemaColumn } from './pluginSchema';

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

type Plugin = (node: EvaluateOperator, args: Expression[], input: Relation, context: Context) => Relation;

/** Every plugin that the engine runs; a name that is missing here is refused. */
export const PLUGINS: Record<string, Plugin> = { bag_unpack: bagUnpack, ipv4_lookup: ipv4Lookup, pivot };

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
  const list = columns.map((column) =>
    kept.some(({ name }) => name === column.name)
      ? identifier(column.name)
      : `${filtered(aggregate, row, `${by} = ${textLiteral(column.name)}`)} AS ${identifier(column.name)}`
  );
  const group = kept.length > 0 ? ` GROUP BY ${kept.map(({ name }) => identifier(name)).join(', ')}` : '';
  return plan.step(`SELECT ${list.join(', ')} FROM ${plan.use(input)}${group}`, columns);
}

function mentioned(aggregate: Expression | undefined, name: string): boolean {
  return aggregate !== undefined && new RegExp(`\\b${name}\\b`).test(aggregate.toString());
}

/** The aggregate over the rows of one pivoted value. */
function filtered(aggregate: Expression | undefined, row: Row, where: string): string {
  const sql = aggregate ? expression(aggregate, { ...row, aggregating: true }).sql : 'count(*)';
  const call = /^(coalesce\()?(count|sum|avg|min|max|first)\((.*?)\)(, 0\)|, ''\))?(::\w+)?$/.exec(sql);
  if (!call) {
    throw unsupported('This aggregate in pivot');
  }
  const [, open = '', name, argument, close = '', cast = ''] = call;
  return `${open}${name}(${argument}) FILTER (WHERE ${where})${close}${cast}`;
}
