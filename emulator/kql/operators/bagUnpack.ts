import { convert } from '../conversion';
import { KqlError } from '../error';
import { expression } from '../expressions/expression';
import { identifier } from '../identifier';
import { columnsOf, type Relation, unsupported } from '../plan';
import { type Context, constantText, type Row, textLiteral } from '../scalar';
import type { ResultColumn } from '../schema';
import { type EvaluateOperator, type Expression, is, type SimpleNamed } from '../syntax';
import { askFor, foundColumns, schemaColumn } from './pluginSchema';
import { columnName, rowOf } from './operator';

interface Options {
  prefix: string;
  conflict: string;
  ignored: string[];
}

const PLACES = ['column', 'outputColumnPrefix', 'columnsConflict', 'ignoredProperties'];
const CONFLICTS = ['error', 'replace_source', 'keep_source'];

/** `evaluate bag_unpack(bag, …)`: a column for each key, in the order of the keys' names. */
export function bagUnpack(node: EvaluateOperator, args: Expression[], input: Relation, context: Context): Relation {
  const row = rowOf(input, context);
  const own = columnName(args[0]!);
  const bag = convert(expression(args[0]!, row), 'dynamic');
  const options = optionsOf(args, row);
  const sources = input.columns.filter(({ name }) => name !== own);
  const { plan } = context;
  if (!node.Schema) {
    const ignored =
      options.ignored.length > 0 ? ` WHERE k NOT IN (${options.ignored.map(textLiteral).join(', ')})` : '';
    const keys = plan.step(
      `SELECT DISTINCT k, kql_type(kql_key(d, k)) AS t FROM (SELECT ${bag} AS d, unnest(json_keys(${bag})) AS k FROM ${plan.use(input)})${ignored}`,
      []
    );
    const type = `CASE WHEN count(*) FILTER (WHERE t <> 'null') > 1 THEN 'dynamic' ELSE coalesce(max(t) FILTER (WHERE t <> 'null'), 'dynamic') END`;
    const found = `SELECT ${textLiteral(options.prefix)} || k AS k, ${type} AS t FROM ${plan.use(keys)} GROUP BY k ORDER BY k`;
    throw askFor(foundColumns(plan, found), node, (columns) => merged(sources, columns, options, node));
  }
  const columns = columnsOf(node.ResultType, node);
  const list = columns.map(
    (column) => `${cellOf(column, bag, sources, { ...options, input, context })} AS ${identifier(column.name)}`
  );
  return plan.step(`SELECT ${list.join(', ')} FROM ${plan.use(input)}`, columns, input.sorted);
}

function optionsOf(args: Expression[], row: Row): Options {
  const given: Record<string, Expression> = {};
  args.forEach((arg, index) => {
    const named = is<SimpleNamed>(arg, 'SimpleNamedExpression');
    const name = named ? arg.Name.SimpleName : (PLACES[index] ?? '');
    if (!PLACES.some((place) => place.toLowerCase() === name.toLowerCase())) {
      throw unsupported(`The argument '${name || index + 1}' of bag_unpack`, arg);
    }
    given[name.toLowerCase()] = named ? arg.Expression : arg;
  });
  const spelled = (name: string) => (given[name] ? constantText(expression(given[name], row)) : '');
  const [prefix, conflict] = [spelled('outputcolumnprefix'), spelled('columnsconflict')];
  const ignored = given['ignoredproperties'] ? expression(given['ignoredproperties'], row).constant?.value : [];
  if (
    prefix === undefined ||
    conflict === undefined ||
    !Array.isArray(ignored) ||
    (conflict && !CONFLICTS.includes(conflict))
  ) {
    throw unsupported('This argument of bag_unpack', args[0]);
  }
  return { prefix, conflict: conflict || 'error', ignored: ignored.map(String) };
}

/** The columns of the result: those of the rows, then those of the bags; a name that both have goes as it was asked. */
function merged(
  sources: ResultColumn[],
  found: [string, string][],
  { conflict }: Options,
  node: EvaluateOperator
): string[] {
  const both = found.filter(([name]) => sources.some((source) => source.name === name));
  if (both.length > 0 && conflict === 'error') {
    const names = both.map(([name]) => `'${name}'`).join(', ');
    const message = `evaluate bag_unpack(): the following column names are in the source already: ${names}`;
    throw new KqlError('semantic', message, node.TextStart, node.Width);
  }
  const typeOf = (source: ResultColumn) =>
    (conflict === 'replace_source' && both.find(([name]) => name === source.name)?.[1]) || source.type;
  const fresh = found.filter((item) => !both.includes(item));
  return [
    ...sources.map((source) => schemaColumn(source.name, typeOf(source))),
    ...fresh.map(([name, type]) => schemaColumn(name, type)),
  ];
}

interface Cell extends Options {
  input: Relation;
  context: Context;
}

function cellOf(column: ResultColumn, bag: string, sources: ResultColumn[], cell: Cell): string {
  const key = textLiteral(column.name.slice(cell.prefix.length));
  const unpacked = convert({ sql: `kql_key(${bag}, ${key})`, type: 'dynamic' }, column.type);
  const source = sources.find(({ name }) => name === column.name);
  if (!source || cell.ignored.includes(column.name.slice(cell.prefix.length))) {
    return source ? convert({ sql: identifier(source.name), type: source.type }, column.type) : unpacked;
  }
  const own = convert({ sql: identifier(source.name), type: source.type }, column.type);
  if (cell.conflict !== 'replace_source') {
    return own;
  }
  const { plan } = cell.context;
  const has = `(SELECT coalesce(bool_or(list_contains(json_keys(${bag}), ${key})), false) FROM ${plan.use(cell.input)})`;
  return `CASE WHEN ${has} THEN ${unpacked} ELSE ${own} END`;
}
