import { expression } from '../expressions/expression';
import { identifier, quoted } from '../identifier';
import { columnsOf, type Relation, unsupported } from '../plan';
import type { Context } from '../scalar';
import type { ResultColumn } from '../schema';
import {
  elements,
  type Expression,
  is,
  type Nested,
  type Operator,
  type OrderedExpression,
  type Separated,
} from '../syntax';
import { type OperatorTranslation, parameters, rowCount, rowOf, selected } from './operator';

interface Clause extends Operator {
  readonly Expression: Expression | null;
  readonly OfExpression: Expression;
  readonly WithOthersClause: Nested | null;
  readonly ByExpression: Expression;
}

interface TopNestedOperator extends Operator {
  readonly Clauses: Separated<Clause>;
}

/** One clause; its values are kept in `#k<n>`, and `#o<n>` says that a row is one of the others. */
interface Level {
  clause: Clause;
  by: Expression;
  ascending: boolean;
  key: string;
  other: string;
  columns: [ResultColumn, ResultColumn];
}

/**
 * `top-nested`: the best values of the first clause, of each of them the best values of the second, and so on. The rows
 * of all other values are one record where a clause says `with others`; in it a clause without others is empty.
 */
export const topNested: OperatorTranslation<TopNestedOperator> = (node, input, context) => {
  parameters(node.Parameters, []);
  const columns = columnsOf(node.ResultType, node);
  const levels = elements(node.Clauses).map((clause, index) => levelOf(clause, index, columns));
  const { plan } = context;
  let rows = input;
  const totals: Relation[] = [];
  levels.forEach((level, index) => {
    rows = labeled(levels.slice(0, index), level, rows, context);
    totals.push(totalsOf(levels.slice(0, index + 1), rows, context));
  });
  const last = levels.length - 1;
  const list = levels.flatMap((level, index) => outputCells(level, index, context));
  const joins = levels.slice(0, -1).map((_, index) => {
    const match = levels.slice(0, index + 1).flatMap(({ key, other }) => [key, other]);
    const on = match.map((name) => `t${index}.${name} IS NOT DISTINCT FROM t${last}.${name}`).join(' AND ');
    return ` JOIN ${plan.use(totals[index]!)} AS t${index} ON ${on}`;
  });
  return plan.step(`SELECT ${list.join(', ')} FROM ${plan.use(totals[last]!)} AS t${last}${joins.join('')}`, columns);
};

function levelOf(clause: Clause, index: number, columns: ResultColumn[]): Level {
  const ordered = is<OrderedExpression>(clause.ByExpression, 'OrderedExpression') ? clause.ByExpression : undefined;
  if (ordered?.Ordering.NullsClause) {
    throw unsupported('The place of nulls in top-nested', clause);
  }
  return {
    clause,
    by: ordered?.Expression ?? clause.ByExpression,
    ascending: ordered?.Ordering.AscOrDescKeyword?.Text === 'asc',
    key: quoted(`#k${index}`),
    other: quoted(`#o${index}`),
    columns: [columns[2 * index]!, columns[2 * index + 1]!],
  };
}

/** The rows with their value of this level, or marked as others; those that are neither are gone. */
function labeled(before: Level[], level: Level, rows: Relation, context: Context): Relation {
  const { plan } = context;
  const { clause, by, key, other } = level;
  const row = rowOf(rows, context);
  const value = expression(clause.OfExpression, row).sql;
  const parent = before.at(-1)?.other ?? 'false';
  const keyed = plan.step(`SELECT *, ${value} AS ${key} FROM ${plan.use(rows)} `, rows.columns);
  const groups = [...before.flatMap((item) => [item.key, item.other]), key].join(', ');
  const outer = before.flatMap((item) => [item.key, item.other]).join(', ');
  const measure = expression(by, { ...row, aggregating: true }).sql;
  const order = `${measure} ${level.ascending ? 'ASC NULLS FIRST' : 'DESC NULLS LAST'}, ${key}`;
  const rank = `row_number() OVER (${outer ? `PARTITION BY ${outer} ` : ''}ORDER BY ${order}) AS "#rank"`;
  const ranked = plan.step(`SELECT ${groups}, ${rank} FROM ${plan.use(keyed)} GROUP BY ${groups}`, []);
  const best = clause.Expression ? `v."#rank" <= ${rowCount(clause.Expression, context)}` : 'true';
  const beaten = before.length > 0 ? `(r.${parent} OR NOT ${best})` : `(NOT ${best})`;
  const match = [...before.flatMap((item) => [item.key, item.other]), key];
  const on = match.map((name) => `r.${name} IS NOT DISTINCT FROM v.${name}`).join(' AND ');
  const kept = clause.WithOthersClause ? '' : ` WHERE ${before.length > 0 ? `r.${parent} OR ` : ''}${best}`;
  const marked = `SELECT r.* REPLACE (CASE WHEN ${beaten} THEN NULL ELSE r.${key} END AS ${key}), ${beaten} AS ${other}`;
  return plan.step(
    `${marked} FROM ${plan.use(keyed)} AS r JOIN ${plan.use(ranked)} AS v ON ${on}${kept}`,
    rows.columns
  );
}

/** The aggregate of each value (and of the others) of the last of these levels. */
function totalsOf(levels: Level[], rows: Relation, context: Context): Relation {
  const { plan } = context;
  const measure = expression(levels.at(-1)!.by, { ...rowOf(rows, context), aggregating: true });
  const groups = levels.flatMap(({ key, other }) => [key, other]).join(', ');
  const total = selected(measure, { ...levels.at(-1)!.columns[1], name: '#total' });
  return plan.step(`SELECT ${groups}, ${total} FROM ${plan.use(rows)} GROUP BY ${groups}`, []);
}

function outputCells(level: Level, index: number, context: Context): string[] {
  const [value, total] = level.columns;
  const others = level.clause.WithOthersClause && expression(level.clause.WithOthersClause.Expression, context);
  if (others && others.type !== value.type) {
    throw unsupported(`A name of ${others.type} for the others of ${value.type}`, level.clause);
  }
  const own = `t${index}.`;
  const name = others?.sql ?? (value.type === 'string' ? `''` : 'NULL');
  const sum = `${own}${identifier('#total')}`;
  const known = others
    ? sum
    : `CASE WHEN ${own}${level.other} THEN ${total.type === 'string' ? `''` : 'NULL'} ELSE ${sum} END`;
  return [
    `CASE WHEN ${own}${level.other} THEN ${name} ELSE ${own}${level.key} END AS ${identifier(value.name)}`,
    `${known} AS ${identifier(total.name)}`,
  ];
}

interface TopHittersOperator extends Operator {
  readonly Expression: Expression;
  readonly OfExpression: Expression;
  readonly ByClause: Nested | null;
}

/** `top-hitters`: exact, where the service estimates. */
export const topHitters: OperatorTranslation<TopHittersOperator> = (node, input, context) => {
  parameters(node.Parameters, []);
  const { plan } = context;
  const row = rowOf(input, context);
  const columns = columnsOf(node.ResultType, node);
  const weight = node.ByClause ? expression(node.ByClause.Expression, row) : undefined;
  const value = selected(expression(node.OfExpression, row), columns[0]!);
  const total = weight
    ? selected(
        { sql: `coalesce(sum(${weight.sql}), 0)${weight.type === 'real' ? '' : '::BIGINT'}`, type: weight.type },
        columns[1]!
      )
    : `count(*) AS ${identifier(columns[1]!.name)}`;
  const limit = rowCount(node.Expression, context);
  return plan.step(
    `SELECT ${value}, ${total} FROM ${plan.use(input)} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${limit}`,
    columns,
    true
  );
};
