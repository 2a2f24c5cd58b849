import { convert, toText } from '../conversion';
import { expression } from '../expressions/expression';
import { identifier } from '../identifier';
import { kindOf } from '../kusto';
import { NeedsSchema } from '../needsSchema';
import { columnsOf, type Relation, unsupported } from '../plan';
import { type Context, constantText, type Row, textLiteral } from '../scalar';
import type { ResultColumn } from '../schema';
import { elements, type EvaluateOperator, type Expression } from '../syntax';
import { columnName, type OperatorTranslation, parameters, rowOf } from './operator';

/** Plugins; their columns come from the data, so the first translation asks for them and the second one uses them. */
export const evaluate: OperatorTranslation<EvaluateOperator> = (node, input, context) => {
  parameters(node.Parameters, []);
  const name = node.FunctionCall.Name.SimpleName;
  const args = elements(node.FunctionCall.ArgumentList.Expressions);
  const plugin = PLUGINS[name];
  if (!plugin) {
    throw unsupported(`The plugin '${name}'`, node);
  }
  const named = args.find((arg) => kindOf(arg) === 'SimpleNamedExpression');
  if (named) {
    throw unsupported(`The named argument '${named.toString().trim()}' of '${name}'`, named);
  }
  return plugin(node, args, input, context);
};

type Plugin = (node: EvaluateOperator, args: Expression[], input: Relation, context: Context) => Relation;

/** Every plugin that the engine runs; a name that is missing here is refused. */
export const PLUGINS: Record<string, Plugin> = { bag_unpack: bagUnpack, pivot };

function bagUnpack(node: EvaluateOperator, args: Expression[], input: Relation, context: Context): Relation {
  if (args.length > 2) {
    throw unsupported('An argument 3 of bag_unpack', node);
  }
  const row = rowOf(input, context);
  const bag = convert(expression(args[0]!, row), 'dynamic');
  const prefix = (args[1] && constantText(expression(args[1], row))) ?? '';
  const own = columnName(args[0]!);
  const { plan } = context;
  if (!node.Schema) {
    const keys = plan.step(
      `SELECT DISTINCT k, kql_type(kql_key(d, k)) AS t FROM (SELECT ${bag} AS d, unnest(json_keys(${bag})) AS k FROM ${plan.use(input)})`,
      []
    );
    const type = `CASE WHEN count(*) FILTER (WHERE t <> 'null') > 1 THEN 'dynamic' ELSE coalesce(max(t) FILTER (WHERE t <> 'null'), 'dynamic') END`;
    const known = plan.step(
      `SELECT ${textLiteral(prefix)} || k AS ${identifier('k')}, ${type} AS ${identifier('t')} FROM ${plan.use(keys)} GROUP BY k ORDER BY k`,
      [
        { name: 'k', type: 'string' },
        { name: 't', type: 'string' },
      ]
    );
    throw askFor(
      plan.sql(known),
      node,
      input.columns.filter(({ name }) => name !== own)
    );
  }
  const columns = columnsOf(node.ResultType, node);
  const list = columns.map((column) => {
    const kept = column.name !== own && input.columns.some(({ name }) => name === column.name);
    const value = {
      sql: `kql_key(${bag}, ${textLiteral(column.name.slice(prefix.length))})`,
      type: 'dynamic' as const,
    };
    return `${kept ? identifier(column.name) : convert(value, column.type)} AS ${identifier(column.name)}`;
  });
  return plan.step(`SELECT ${list.join(', ')} FROM ${plan.use(input)}`, columns, input.sorted);
}

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
    const sql = `SELECT DISTINCT ${by} AS ${identifier('k')}, ${textLiteral(type)} AS ${identifier('t')} FROM ${plan.use(input)} ORDER BY 1`;
    const known = plan.step(sql, [
      { name: 'k', type: 'string' },
      { name: 't', type: 'string' },
    ]);
    throw askFor(plan.sql(known), node, kept);
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

const JSON_TYPES: Record<string, string> = { array: 'dynamic', dictionary: 'dynamic', double: 'real', null: 'dynamic' };

/** Asks for the columns that `sql` finds; they are written behind the plugin as `evaluate … : (kept, found)`. */
function askFor(sql: string, node: EvaluateOperator, kept: ResultColumn[]): NeedsSchema {
  const end = node.FunctionCall.TextStart + node.FunctionCall.Width;
  const declared = (name: string, type: string) => `['${name.replace(/[\\']/g, '\\$&')}']: ${JSON_TYPES[type] ?? type}`;
  const before = kept.map(({ name, type }) => declared(name, type));
  return new NeedsSchema(
    sql,
    end,
    (found) => ` : (${[...before, ...found.map(([name, type]) => declared(name, type))].join(', ')})`
  );
}
