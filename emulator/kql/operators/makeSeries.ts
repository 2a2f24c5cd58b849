import { convert, toDynamic } from '../conversion';
import { expression } from '../expressions/expression';
import { identifier, quoted } from '../identifier';
import { columnsOf, type Relation, unsupported } from '../plan';
import type { Row, Scalar } from '../scalar';
import { textLiteral } from '../scalar';
import type { ResultColumn } from '../schema';
import { elements, type Expression, is, type MakeSeriesOperator, type Nested, type SyntaxNode } from '../syntax';
import { columnList, type OperatorTranslation, parameters, rowOf, selected } from './operator';

interface Grid {
  axis: Scalar;
  from: string;
  /** The number of points. */
  count: string;
  step: string;
}

interface FromToStep extends SyntaxNode {
  readonly MakeSeriesFromClause: Nested | null;
  readonly MakeSeriesToClause: Nested | null;
  readonly MakeSeriesStepClause: Nested;
}

/** Arrays over a regular grid of the axis, from `from` (part of it) to `to` (not part of it), one row for each group. */
export const makeSeries: OperatorTranslation<MakeSeriesOperator> = (node, input, context) => {
  const options = parameters(node.Parameters, ['kind']);
  if (options['kind'] && options['kind'] !== 'nonempty') {
    throw unsupported(`The kind '${options['kind']}' of make-series`, node);
  }
  const row = rowOf(input, context);
  const columns = columnsOf(node.ResultType, node);
  const keys = node.ByClause ? elements(node.ByClause.Expressions) : [];
  const grid = gridOf(node, input, row);
  const points = pointsOf(node, input, { row, grid, keys: columns.slice(0, keys.length) });
  const nonempty = options['kind'] === 'nonempty';
  const groups = groupsOf(keys, columns.slice(0, keys.length), input, { row, nonempty });
  const { plan } = context;
  const match = columns
    .slice(0, keys.length)
    .map(({ name }) => `p.${identifier(name)} IS NOT DISTINCT FROM g.${identifier(name)}`);
  const values = elements(node.Aggregates).map((item, index) => {
    const missing = item.DefaultExpression ? expression(item.DefaultExpression.Expression, context) : undefined;
    const value = toDynamic({ sql: quoted(`#a${index}`), type: points.types[index]! });
    const otherwise = missing ? toDynamic(missing) : `'0'`;
    const cell = `CASE WHEN p."#i" IS NULL THEN ${otherwise} ELSE ${value} END`;
    return `kql_array(list(${cell} ORDER BY t.i)) AS ${identifier(columns[keys.length + index]!.name)}`;
  });
  const moment: Scalar = {
    sql: `(${grid.from} + t.i * ${grid.step})`,
    type: grid.axis.type === 'int' ? 'long' : grid.axis.type,
  };
  const axis = `kql_array(list(${toDynamic(moment)} ORDER BY t.i)) AS ${identifier(columns.at(-1)!.name)}`;
  const grouped = columns.slice(0, keys.length).map(({ name }) => `g.${identifier(name)}`);
  const sql =
    `SELECT ${[...grouped, ...values, axis].join(', ')} FROM ${plan.use(groups)} AS g` +
    ` CROSS JOIN range(${grid.count}) AS t(i)` +
    ` LEFT JOIN ${plan.use(points.relation)} AS p ON p."#i" = t.i${match.map((test) => ` AND ${test}`).join('')}` +
    ` GROUP BY ${grouped.join(', ') || 'g."#none"'}`;
  return plan.step(sql, columns);
};

function gridOf(node: MakeSeriesOperator, input: Relation, row: Row): Grid {
  const axis = expression(node.OnClause.Expression, row);
  const scan = (aggregate: string) => `(SELECT ${aggregate}(${axis.sql}) FROM ${row.plan.use(input)})`;
  const clause = node.RangeClause;
  if (is<FromToStep>(clause, 'MakeSeriesFromToStepClause')) {
    const value = (part: Nested | null) => part && convert(expression(part.Expression, row), axis.type);
    const step = expression(clause.MakeSeriesStepClause.Expression, row).sql;
    const from = value(clause.MakeSeriesFromClause) ?? scan('min');
    const to = value(clause.MakeSeriesToClause) ?? `(${scan('max')} + 1)`;
    return { axis, from, step, count: `ceil((${to} - ${from}) / ${step})::BIGINT` };
  }
  const list = (clause as SyntaxNode & { Arguments: { Expressions: Parameters<typeof elements<Expression>>[0] } })
    .Arguments;
  const [from, to, step] = elements(list.Expressions).map((item) => expression(item, row).sql);
  return { axis, from: from!, step: step!, count: `((${to} - ${from}) // ${step} + 1)` };
}

interface PointsOptions {
  row: Row;
  grid: Grid;
  keys: ResultColumn[];
}

/** The aggregates of each group at each point that has rows. */
function pointsOf(
  node: MakeSeriesOperator,
  input: Relation,
  { row, grid, keys }: PointsOptions
): { relation: Relation; types: Scalar['type'][] } {
  const { plan } = row;
  const place = `floor((${grid.axis.sql} - ${grid.from}) / ${grid.step})::BIGINT`;
  const byNodes = node.ByClause ? elements(node.ByClause.Expressions) : [];
  const by = byNodes.map((key, index) => selected(expression(key, row), keys[index]!));
  const aggregates = elements(node.Aggregates).map((item) =>
    expression(item.Expression, { ...row, aggregating: true })
  );
  const list = aggregates.map(({ sql }, index) => `${sql} AS ${quoted(`#a${index}`)}`);
  const group = Array.from({ length: by.length + 1 }, (_, index) => index + 1).join(', ');
  const sql =
    `SELECT ${[...by, `${place} AS "#i"`, ...list].join(', ')} FROM ${plan.use(input)}` +
    ` WHERE ${grid.axis.sql} >= ${grid.from} AND ${place} < ${grid.count} GROUP BY ${group}`;
  return { relation: plan.step(sql, keys), types: aggregates.map(({ type }) => type) };
}

interface GroupsOptions {
  row: Row;
  nonempty: boolean;
}

/** The groups that have rows at all; without `by` there is one, over no rows only where `kind=nonempty` asks for it. */
function groupsOf(
  keys: Expression[],
  own: ResultColumn[],
  input: Relation,
  { row, nonempty }: GroupsOptions
): Relation {
  const { plan } = row;
  if (keys.length === 0) {
    return plan.step(`SELECT ${textLiteral('')} AS "#none"${nonempty ? '' : ` FROM ${plan.use(input)} LIMIT 1`}`, []);
  }
  const list = keys.map((key, index) => selected(expression(key, row), own[index]!));
  const all = plan.step(`SELECT ${list.join(', ')} FROM ${plan.use(input)}`, own);
  return plan.step(`SELECT DISTINCT ${columnList(own)} FROM ${plan.use(all)}`, own);
}
