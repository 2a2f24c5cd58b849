import { convert } from '../conversion';
import { expression } from '../expressions/expression';
import { identifier, quoted } from '../identifier';
import { columnsOf, type Relation, unsupported } from '../plan';
import type { Context, Row } from '../scalar';
import type { ResultColumn } from '../schema';
import { elements, type MvApplyOperator, type MvExpandOperator } from '../syntax';
import { extendedColumn } from './columns';
import { columnList, type OperatorTranslation, parameters, rowCount, rowOf } from './operator';

/** What is expanded: the column that it fills and a list of JSON texts for each row. */
interface Expansion {
  column: ResultColumn;
  list: string;
}

/** One row for each element; several arrays are walked side by side. Null gives one row, an empty array none. */
export const mvExpand: OperatorTranslation<MvExpandOperator> = (node, input, context) => {
  const options = parameters(node.Parameters, ['bagexpansion', 'kind', 'with_itemindex']);
  const columns = columnsOf(node.ResultType, node);
  const expansions = expansionsOf(
    node,
    columns,
    rowOf(input, context),
    options['bagexpansion'] ?? options['kind'] ?? 'bag'
  );
  const kept = columnList(input.columns);
  const { plan } = context;
  const wide = plan.step(
    `SELECT ${kept}, ${unnested(expansions)} FROM ${plan.use(input)}`,
    input.columns,
    input.sorted
  );
  const index = options['with_itemindex'] && indexName(options['with_itemindex'], columns, input, expansions);
  const list = columns.map((column) => expandedCell(column, expansions, index));
  return plan.step(`SELECT ${list.join(', ')} FROM ${plan.use(wide)}`, columns, input.sorted);
};

/** A name that the rows have already stays theirs; the index then has the one that the analysis gives it. */
function indexName(given: string, columns: ResultColumn[], input: Relation, expansions: Expansion[]): string {
  if (!input.columns.some(({ name }) => name === given)) {
    return given;
  }
  const known = [...input.columns, ...expansions.map(({ column }) => column)].map(({ name }) => name);
  return columns.find(({ name }) => !known.includes(name))?.name ?? given;
}

/** `mv-apply … on (subquery)`: the subquery runs over the elements of one row at a time. */
export const mvApply: OperatorTranslation<MvApplyOperator> = (node, input, context) => {
  const options = parameters(node.Parameters, ['bagexpansion', 'kind', 'with_itemindex']);
  if (node.ContextIdClause) {
    throw unsupported('The id clause of mv-apply', node.ContextIdClause);
  }
  const { plan } = context;
  const row: Row = { ...rowOf(input, context), alias: 'l.' };
  const index = options['with_itemindex'];
  const inner = innerColumns(node, input, index);
  const expansions = expansionsOf(node, inner, row, options['bagexpansion'] ?? options['kind'] ?? 'bag');
  const expandedColumns = new Set(expansions.map(({ column }) => column.name));
  const cells = inner.map((column) =>
    expandedColumns.has(column.name) || column.name === index
      ? expandedCell(column, expansions, index)
      : `l.${identifier(column.name)} AS ${identifier(column.name)}`
  );
  const root = `SELECT ${cells.join(', ')} FROM (SELECT ${unnested(expansions)})`;
  const { sql, relation } = plan.nested(root, inner, (implicit) =>
    context.tabular(node.Subquery.Expression, { ...context, implicit: { ...implicit, sorted: true } })
  );
  const columns = columnsOf(node.ResultType, node);
  const list = columns.map(({ name }) => {
    const side = relation.columns.some((column) => column.name === name) ? 'r' : 'l';
    return `${side}.${identifier(name)} AS ${identifier(name)}`;
  });
  // DuckDB answers with the rows of a nested query in an order of its own.
  const { relation: numbered, order } = plan.numbered(input);
  const rows = `SELECT *, row_number() OVER () AS "#place" FROM (${sql})`;
  return plan.step(
    `SELECT ${list.join(', ')} FROM ${plan.use(numbered)} AS l, LATERAL (${rows}) AS r ORDER BY l.${order}, r."#place"`,
    columns
  );
};

/** The columns that the subquery of `mv-apply` reads: those of the row, and what is expanded. */
function innerColumns(node: MvApplyOperator, input: Relation, index: string | undefined): ResultColumn[] {
  const columns = [...input.columns];
  if (index) {
    columns.push({ name: index, type: 'long' });
  }
  for (const item of elements(node.Expressions)) {
    const type = item.ToTypeOf ? toTypeOf(item.ToTypeOf) : 'dynamic';
    const name = nameOf(item.Expression);
    const at = columns.findIndex((column) => column.name === name);
    columns.splice(at < 0 ? columns.length : at, at < 0 ? 0 : 1, { name, type });
  }
  return columns;
}

function toTypeOf(clause: { toString(): string }): ResultColumn['type'] {
  return (/typeof\s*\(\s*(\w+)/.exec(clause.toString())?.[1] ?? 'dynamic') as ResultColumn['type'];
}

function nameOf(item: MvExpandOperator | object): string {
  const { Name, SimpleName } = item as { Name?: { SimpleName?: string }; SimpleName?: string };
  return Name?.SimpleName ?? SimpleName ?? 'Column1';
}

function expansionsOf(node: MvExpandOperator, columns: ResultColumn[], row: Row, bags: string): Expansion[] {
  if (bags !== 'bag' && bags !== 'array') {
    throw unsupported(`The bag expansion '${bags}'`, node);
  }
  const limit = node.RowLimitClause && rowCount(node.RowLimitClause.RowLimit, row as Context);
  const known = new Set(row.input?.columns.map(({ name }) => name));
  return elements(node.Expressions).map((item) => {
    const value = convert(expression(item.Expression, row), 'dynamic');
    const column = extendedColumn(
      item.Expression,
      columns,
      columns.filter(({ name }) => !known.has(name))
    );
    known.add(column.name);
    const list = `kql_expand_${bags}(${value})`;
    return { column, list: limit ? `list_slice(${list}, 1, ${limit})` : list };
  });
}

function unnested(expansions: Expansion[]): string {
  const longest = expansions.map(({ list }) => `len(${list})`).join(', ');
  const values = expansions.map(({ list }, index) => `unnest(${list}) AS ${quoted(`#v${index}`)}`);
  return `${values.join(', ')}, unnest(range(greatest(${longest}))) AS "#index"`;
}

/** `to typeof` parses nothing: a text is no number, whatever it spells, and becomes null. */
function ofType(item: string, type: ResultColumn['type']): string {
  const kinds = KINDS_OF[type];
  return kinds ? `CASE WHEN json_type(${item}) IN (${kinds}) THEN ${item} END` : item;
}

const WHOLE = `'BIGINT', 'UBIGINT'`;
const KINDS_OF: Partial<Record<ResultColumn['type'], string>> = {
  bool: `'BOOLEAN', ${WHOLE}`,
  int: `${WHOLE}, 'DOUBLE'`,
  long: `${WHOLE}, 'DOUBLE'`,
  real: `${WHOLE}, 'DOUBLE'`,
};

function expandedCell(column: ResultColumn, expansions: Expansion[], index: string | undefined): string {
  const name = identifier(column.name);
  const place = expansions.findIndex((expansion) => expansion.column.name === column.name);
  if (place >= 0) {
    const item = `nullif(${quoted(`#v${place}`)}, 'null')`;
    return `${convert({ sql: ofType(item, column.type), type: 'dynamic' }, column.type)} AS ${name}`;
  }
  return column.name === index ? `"#index" AS ${name}` : name;
}
