import { expression } from '../expressions/expression';
import { identifier } from '../identifier';
import { columnsOf, type Relation, unsupported } from '../plan';
import type { Context, Row } from '../scalar';
import type { ResultColumn } from '../schema';
import {
  type BinaryExpression,
  elements,
  type Expression,
  is,
  type JoinOnClause,
  type JoinOperator,
  type LookupOperator,
  type NameReference,
  type Nested,
  type PathExpression,
} from '../syntax';
import { columnList, type OperatorTranslation, parameters } from './operator';

interface Key {
  left: string;
  right: string;
  /** Only a text is never null. */
  nullable: boolean;
}

interface Sides {
  left: Relation;
  right: Relation;
  keys: Key[];
  columns: ResultColumn[];
}

/** How each kind of join reads in SQL; `filter` kinds answer with the columns of one side alone. */
export const KINDS: Record<string, { sql: string; filter?: 'left' | 'right'; anti?: boolean }> = {
  innerunique: { sql: 'INNER JOIN' },
  inner: { sql: 'INNER JOIN' },
  leftouter: { sql: 'LEFT JOIN' },
  rightouter: { sql: 'RIGHT JOIN' },
  fullouter: { sql: 'FULL JOIN' },
  leftsemi: { sql: '', filter: 'left' },
  rightsemi: { sql: '', filter: 'right' },
  leftanti: { sql: '', filter: 'left', anti: true },
  anti: { sql: '', filter: 'left', anti: true },
  leftantisemi: { sql: '', filter: 'left', anti: true },
  rightanti: { sql: '', filter: 'right', anti: true },
  rightantisemi: { sql: '', filter: 'right', anti: true },
};

export const join: OperatorTranslation<JoinOperator> = (node, input, context) => {
  const { kind = 'innerunique' } = parameters(node.Parameters, ['kind', 'withsource']);
  const shape = KINDS[kind];
  if (!shape) {
    throw unsupported(`The join kind '${kind}'`, node);
  }
  const right = context.tabular(node.Expression, context);
  const keys = joinKeys(node.ConditionClause, { left: input, right }, context);
  const columns = columnsOf(node.ResultType, node);
  const left = kind === 'innerunique' ? uniqueByKeys(input, keys, context) : input;
  const sides = { left, right, keys, columns };
  return shape.filter ? filterJoin(sides, shape, context) : crossJoin(sides, shape.sql, right.columns, context);
};

/** `lookup`: a left outer (or inner) join whose right keys are not repeated. */
export const lookup: OperatorTranslation<LookupOperator> = (node, input, context) => {
  const { kind = 'leftouter' } = parameters(node.Parameters, ['kind']);
  if (kind !== 'leftouter' && kind !== 'inner') {
    throw unsupported(`The lookup kind '${kind}'`, node);
  }
  const right = context.tabular(node.Expression, context);
  const keys = joinKeys(node.LookupClause, { left: input, right }, context);
  const columns = columnsOf(node.ResultType, node);
  const rest = right.columns.filter(({ name }) => !keys.some((key) => key.right === `r.${identifier(name)}`));
  return crossJoin({ left: input, right, keys, columns }, KINDS[kind]!.sql, rest, context);
};

function joinKeys(
  clause: Expression | JoinOnClause | null | object,
  sides: Pick<Sides, 'left' | 'right'>,
  context: Context
): Key[] {
  const on = clause as JoinOnClause | null;
  if (!on || !is<JoinOnClause>(on, 'JoinOnClause')) {
    throw unsupported('A join without "on"', on ?? undefined);
  }
  return elements(on.Expressions).flatMap((item) => conditionKeys(item, sides, context));
}

/** `Column`, `$left.A == $right.B`, or several of these joined by `and`. */
function conditionKeys(node: Expression, sides: Pick<Sides, 'left' | 'right'>, context: Context): Key[] {
  if (is<NameReference>(node, 'NameReference')) {
    const column = identifier(node.SimpleName);
    const type = sides.left.columns.find(({ name }) => name === node.SimpleName)?.type;
    return [{ left: `l.${column}`, right: `r.${column}`, nullable: type !== 'string' }];
  }
  if (is<Nested>(node, 'ParenthesizedExpression')) {
    return conditionKeys(node.Expression, sides, context);
  }
  if (is<BinaryExpression>(node, 'AndExpression')) {
    return [...conditionKeys(node.Left, sides, context), ...conditionKeys(node.Right, sides, context)];
  }
  if (!is<BinaryExpression>(node, 'EqualExpression')) {
    throw unsupported(`The join condition '${node.toString().trim()}'`, node);
  }
  const row: Row = { ...context, sides: { $left: 'l.', $right: 'r.' } };
  const [a, b] = [expression(node.Left, row), expression(node.Right, row)];
  const [left, right] = sideOf(node.Left) === '$right' ? [b, a] : [a, b];
  return [{ left: left.sql, right: right.sql, nullable: left.type !== 'string' || right.type !== 'string' }];
}

function sideOf(node: Expression): string | undefined {
  return is<PathExpression>(node, 'PathExpression') && is<NameReference>(node.Expression, 'NameReference')
    ? node.Expression.SimpleName
    : undefined;
}

/** The default kind joins one left row of each key. */
function uniqueByKeys(input: Relation, keys: Key[], { plan }: Context): Relation {
  const on = keys.map((key) => key.left).join(', ');
  return plan.step(`SELECT DISTINCT ON (${on}) * FROM ${plan.use(input)} AS l`, input.columns);
}

/** Unlike everywhere else, a null equals a null here. */
function onClause(keys: Key[]): string {
  return keys
    .map(({ left, right, nullable }) => `${left} ${nullable ? 'IS NOT DISTINCT FROM' : '='} ${right}`)
    .join(' AND ');
}

function filterJoin(sides: Sides, shape: { filter?: string; anti?: boolean }, { plan }: Context): Relation {
  const kept = shape.filter === 'left' ? sides.left : sides.right;
  const [from, other] = shape.filter === 'left' ? ['l', 'r'] : ['r', 'l'];
  const tested = shape.filter === 'left' ? sides.right : sides.left;
  const exists = `EXISTS (SELECT 1 FROM ${plan.use(tested)} AS ${other} WHERE ${onClause(sides.keys)})`;
  const sql = `SELECT ${columnList(kept.columns, `${from}.`)} FROM ${plan.use(kept)} AS ${from} WHERE ${shape.anti ? 'NOT ' : ''}${exists}`;
  return plan.step(sql, kept.columns);
}

/** The columns of both sides; the analysis has renamed those of the right side that the left side has too. */
function crossJoin(
  { left, right, keys, columns }: Sides,
  kind: string,
  rightColumns: ResultColumn[],
  { plan }: Context
): Relation {
  const sources = [
    ...left.columns.map((column) => ({ column, alias: 'l.' })),
    ...rightColumns.map((column) => ({ column, alias: 'r.' })),
  ];
  const outer = kind !== 'INNER JOIN';
  const list = columns.map((column, index) => {
    const { column: source, alias } = sources[index]!;
    const cell = alias + identifier(source.name);
    return `${outer && column.type === 'string' ? `coalesce(${cell}, '')` : cell} AS ${identifier(column.name)}`;
  });
  const sql = `SELECT ${list.join(', ')} FROM ${plan.use(left)} AS l ${kind} ${plan.use(right)} AS r ON ${onClause(keys)}`;
  return plan.step(sql, columns);
}
