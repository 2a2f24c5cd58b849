import { KqlError } from '../error';
import { convert, toText } from '../conversion';
import { identifier } from '../identifier';
import { openCall } from '../inline';
import { kindOf, symbolKind } from '../kusto';
import { drawsChance, kustoType, type Plan, unsupported } from '../plan';
import { constantText, outsideOf, type Row, type Scalar, text } from '../scalar';
import {
  type BetweenExpression,
  type BinaryExpression,
  type Expression,
  type FunctionCall,
  hasKind,
  is,
  type NameReference,
  type Nested,
  type PathExpression,
} from '../syntax';
import { arithmetic, ARITHMETIC_KINDS } from './arithmetic';
import { functionCall } from './call';
import { equality, ORDER_KINDS, ordering } from './comparison';
import { dynamicLiteral, literal, LITERAL_KINDS } from './literal';
import { listExpression } from './membership';
import { dynamicPath } from './path';
import { regexSql } from './regex';
import { anyStringTest, canContain, stringOperator, stringTest } from './terms';

type Translate = (node: Expression, row: Row) => Scalar;

export const BY_KIND: Record<string, Translate> = {
  ParenthesizedExpression: (node, row) => expression((node as Nested).Expression, row),
  SimpleNamedExpression: (node, row) => expression((node as Nested).Expression, row),
  NameReference: (node, row) => name(node as NameReference, row),
  PathExpression: (node, row) =>
    side(node as PathExpression, row) ?? dynamicPath(node as PathExpression, row, expression),
  ElementExpression: (node, row) => dynamicPath(node as PathExpression, row, expression),
  DynamicExpression: (node) => dynamicLiteral(node),
  TypeOfLiteralExpression: (node) => text(node.toString().trim()),
  FunctionCallExpression: (node, row) => functionCall(node as FunctionCall, row, expression),
  UnaryMinusExpression: (node, row) => negative(expression((node as Nested).Expression, row)),
  UnaryPlusExpression: (node, row) => expression((node as Nested).Expression, row),
  InExpression: (node, row) => listExpression(node, row, expression),
  InCsExpression: (node, row) => listExpression(node, row, expression),
  NotInExpression: (node, row) => listExpression(node, row, expression),
  NotInCsExpression: (node, row) => listExpression(node, row, expression),
  HasAnyExpression: (node, row) => listExpression(node, row, expression),
  HasAllExpression: (node, row) => listExpression(node, row, expression),
  BetweenExpression: (node, row) => between(node as BetweenExpression, row, false),
  NotBetweenExpression: (node, row) => between(node as BetweenExpression, row, true),
  AndExpression: (node, row) => logical(node as BinaryExpression, row, 'AND'),
  OrExpression: (node, row) => logical(node as BinaryExpression, row, 'OR'),
  EqualExpression: (node, row) => equal(node as BinaryExpression, row, false),
  NotEqualExpression: (node, row) => equal(node as BinaryExpression, row, true),
  MatchesRegexExpression: (node, row) => matches(node as BinaryExpression, row),
  ToScalarExpression: (node, row) => firstValue(node as Nested, row),
  ...Object.fromEntries(LITERAL_KINDS.map((kind) => [kind, literal])),
  ...Object.fromEntries(
    ORDER_KINDS.map((kind) => [kind, (node: Expression, row: Row) => order(node as BinaryExpression, row)])
  ),
  ...Object.fromEntries(
    ARITHMETIC_KINDS.map((kind) => [kind, (node: Expression, row: Row) => arith(node as BinaryExpression, row)])
  ),
};

/** Translates a scalar expression. */
export function expression(node: Expression, row: Row): Scalar {
  const kind = kindOf(node);
  const translate = BY_KIND[kind];
  if (translate) {
    return translate(node, row);
  }
  const operator = stringOperator(kind);
  if (!operator) {
    throw unsupported(`The expression '${node.toString().trim().slice(0, 60)}'`, node);
  }
  const { Left, Right } = node as BinaryExpression;
  const right = expression(Right, row);
  if (hasKind(Left, 'StarExpression')) {
    const columns = everyColumn(row).filter(({ type }) => canContain(type, constantText(right) ?? ''));
    const found = anyStringTest(columns, right, { ...operator, negated: false });
    return bool(`(${operator.negated ? 'NOT ' : ''}${found})`);
  }
  return bool(stringTest(expression(Left, row), right, operator));
}

/** `* has "term"`: each column of the row. */
function everyColumn({ input, alias = '' }: Row): Scalar[] {
  return input?.columns.map(({ name: column, type }) => ({ sql: alias + identifier(column), type })) ?? [];
}

/** A condition whose null counts as false, as in `where`. */
export function condition(node: Expression, row: Row): string {
  return expression(node, { ...row, filter: true }).sql;
}

function bool(sql: string): Scalar {
  return { sql, type: 'bool' };
}

/** Everything but `and` and `or` ends the place where null counts as false. */
function value(node: Expression, row: Row): Scalar {
  return expression(node, row.filter ? { ...row, filter: false } : row);
}

function name(node: NameReference, row: Row): Scalar {
  const symbol = node.ReferencedSymbol;
  if (symbol && symbolKind(symbol) === 'Column') {
    if (!row.input) {
      throw new KqlError('semantic', `The column '${symbol.Name}' cannot be used here.`, node.TextStart, node.Width);
    }
    const column = row.input.columns.find(({ name: known }) => known === symbol.Name);
    // The analysis takes it that a table which a fuzzy union leaves out had every column that is asked for.
    if (!column) {
      const message = `Failed to resolve column or scalar expression named '${node.SimpleName}'`;
      throw new KqlError('semantic', message, node.TextStart, node.Width);
    }
    return { sql: (row.alias ?? '') + identifier(column.name), type: column.type };
  }
  const inner = !symbol && row.graph?.node && row.input?.columns.find(({ name: known }) => known === node.SimpleName);
  if (inner) {
    return { sql: (row.alias ?? '') + identifier(inner.name), type: inner.type };
  }
  if (row.sides && node.SimpleName in row.sides) {
    throw unsupported(`The name '${node.SimpleName}' as a value`, node);
  }
  const binding = row.scope.find(node.SimpleName);
  if (binding?.kind === 'scalar') {
    if (binding.row && binding.row.input !== row.input) {
      const message = `'toscalar': can't use '${binding.row.column}' as it is defined outside its row-context scope.`;
      throw new KqlError('semantic', message);
    }
    return binding.scalar();
  }
  const opened = openCall(node, row, expression);
  if (opened) {
    return expression(opened.body, { ...row, scope: opened.scope });
  }
  throw unsupported(`The name '${node.SimpleName}' as a value`, node);
}

/** `$left.Column` in the condition of a join. */
function side(node: PathExpression, row: Row): Scalar | undefined {
  const alias = is<NameReference>(node.Expression, 'NameReference')
    ? row.sides?.[node.Expression.SimpleName]
    : undefined;
  const column = node.Selector as NameReference;
  return alias === undefined
    ? undefined
    : { sql: alias + identifier(column.SimpleName), type: kustoType(node.ResultType) };
}

function negative(operand: Scalar): Scalar {
  const constant = /^(\d+)::(BIGINT|INTEGER)$/.exec(operand.sql);
  const sql = operand.type === 'int' ? `(${operand.sql})::BIGINT` : operand.sql;
  return { sql: constant ? `(-${operand.sql})` : `(-(${sql}))`, type: operand.type };
}

function logical(node: BinaryExpression, row: Row, operator: string): Scalar {
  return bool(`(${expression(node.Left, row).sql} ${operator} ${expression(node.Right, row).sql})`);
}

function equal(node: BinaryExpression, row: Row, negated: boolean): Scalar {
  return bool(equality(value(node.Left, row), value(node.Right, row), negated, row.filter ?? false));
}

function order(node: BinaryExpression, row: Row): Scalar {
  return bool(ordering(value(node.Left, row), value(node.Right, row), kindOf(node)));
}

function arith(node: BinaryExpression, row: Row): Scalar {
  const type = kustoType(node.ResultType);
  const operands: [Scalar, Scalar] = [value(node.Left, row), value(node.Right, row)];
  return { sql: arithmetic(kindOf(node), operands, { type, wraps: row.plan.wraps }), type };
}

function matches(node: BinaryExpression, row: Row): Scalar {
  return bool(`regexp_matches(${toText(value(node.Left, row))}, ${regexSql(value(node.Right, row))})`);
}

/** Both ends belong to the range; `datetime .. timespan` ends that long after its start. */
function between(node: BetweenExpression, row: Row, negated: boolean): Scalar {
  const left = value(node.Left, row);
  const [first, second] = [value(node.Right.First, row), value(node.Right.Second, row)];
  const subject = left.type === 'dynamic' ? convert(left, first.type) : left.sql;
  const end = first.type === 'datetime' && second.type === 'timespan' ? `(${first.sql} + ${second.sql})` : second.sql;
  return bool(`(${negated ? 'NOT ' : ''}(${subject} >= ${first.sql} AND ${subject} <= ${end}))`);
}

/** `toscalar(…)`: the first column of the first row. */
function firstValue(node: Nested, row: Row): Scalar {
  if (!node.Expression.ResultType?.Columns) {
    const scalar = expression(node.Expression, outsideOf(row));
    return drawsChance(scalar.sql) ? drawnOnce(node, scalar, row.plan) : scalar;
  }
  const { plan } = row;
  const relation = plan.materialize(() => {
    const rows = row.tabular(node.Expression, outsideOf(row));
    const first = rows.columns[0]!;
    return plan.step(`SELECT ${identifier(first.name)} FROM ${plan.use(rows)} LIMIT 1`, [first]);
  });
  const column = relation.columns[0]!;
  const sql = `(SELECT ${identifier(column.name)} FROM ${plan.use(relation)})`;
  return { sql: column.type === 'string' ? `coalesce(${sql}, '')` : sql, type: column.type };
}

/** `toscalar(rand())`: one value for all rows and all uses. */
function drawnOnce(node: Nested, scalar: Scalar, plan: Plan): Scalar {
  const value = plan.once(node, scalar.sql, () =>
    plan.materialize(() => plan.step(`SELECT ${scalar.sql} AS "#drawn"`, [{ name: '#drawn', type: scalar.type }]))
  );
  return { sql: `(SELECT "#drawn" FROM ${plan.use(value)})`, type: scalar.type };
}
