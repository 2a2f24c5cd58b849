/**
 * Equality, order and membership. Kusto's null rules (learn.microsoft.com, "Null values"): null == null is null,
 * null == value is false, null != value is true; `<` and the like with null are null.
 */
import { convert, toText } from '../conversion';
import { constantText, type Scalar, textLiteral } from '../scalar';
import type { KustoType } from '../schema';

const ORDER: Record<string, string> = {
  LessThanExpression: '<',
  LessThanOrEqualExpression: '<=',
  GreaterThanExpression: '>',
  GreaterThanOrEqualExpression: '>=',
};

export const ORDER_KINDS = Object.keys(ORDER);

/** A dynamic operand, or a text beside another type, takes the other side's type. */
export function alignOperands(left: Scalar, right: Scalar): [Scalar, Scalar] {
  if (left.type === 'dynamic' && right.type === 'dynamic') {
    return [contents(left), contents(right)];
  }
  if (left.type === 'dynamic') {
    return [cast(left, comparable(right.type)), right];
  }
  if (right.type === 'dynamic') {
    return [left, cast(right, comparable(left.type))];
  }
  if ((left.type === 'string') !== (right.type === 'string')) {
    return left.type === 'string'
      ? [cast(left, comparable(right.type)), right]
      : [left, cast(right, comparable(left.type))];
  }
  if (left.type === 'bool' && right.type !== 'bool') {
    return [cast(left, 'long'), right];
  }
  return right.type === 'bool' && left.type !== 'bool' ? [left, cast(right, 'long')] : [left, right];
}

function comparable(type: KustoType): KustoType {
  return type === 'int' || type === 'long' ? 'real' : type;
}

function cast(value: Scalar, type: KustoType): Scalar {
  return { sql: convert(value, type), type };
}

/** The text inside of a dynamic value, null for null. */
function contents({ sql }: Scalar): Scalar {
  return { sql: `json_extract_string(${sql}, '$')`, type: 'dynamic' };
}

/**
 * `==` and `!=`. `filter` says that null and false mean the same here (a condition of `where`), which lets DuckDB use
 * the plain operator and its statistics.
 */
export function equality(left: Scalar, right: Scalar, negated: boolean, filter: boolean): string {
  const [a, b] = alignOperands(left, right);
  if (a.type === 'string' && b.type === 'string') {
    return `(${a.sql} ${negated ? '<>' : '='} ${b.sql})`;
  }
  const number = isReal(a) && isReal(b) ? isNumber(a) : '';
  if (number !== '') {
    const equal = `(${a.sql} = ${b.sql}${number})`;
    const sides = `${a.sql} IS NULL AND ${b.sql} IS NULL`;
    return `(CASE WHEN ${sides} THEN NULL ELSE ${negated ? 'NOT ' : ''}coalesce(${equal}, false) END)`;
  }
  if (negated) {
    return filter && isNeverNull(b)
      ? `(${a.sql} IS DISTINCT FROM ${b.sql})`
      : `(CASE WHEN ${a.sql} IS NULL AND ${b.sql} IS NULL THEN NULL ELSE ${a.sql} IS DISTINCT FROM ${b.sql} END)`;
  }
  return filter
    ? `(${a.sql} = ${b.sql})`
    : `(CASE WHEN ${a.sql} IS NULL AND ${b.sql} IS NULL THEN NULL ELSE ${a.sql} IS NOT DISTINCT FROM ${b.sql} END)`;
}

/** DuckDB takes NaN for equal to itself and for the largest number; nothing compares with it in Kusto. */
function isNumber(...operands: Scalar[]): string {
  return operands
    .filter(({ type, sql }) => type === 'real' && !/^'[+-]?[\d.]+(e[+-]?\d+)?'::DOUBLE$/i.test(sql))
    .map(({ sql }) => ` AND NOT isnan(${sql})`)
    .join('');
}

/** A number that the query spells is never NaN. */
function isReal({ type, sql }: Scalar): boolean {
  return type === 'real' && isNumber({ type, sql }) !== '';
}

function isNeverNull({ sql, type }: Scalar): boolean {
  return type === 'string' || /^(true|false|-?\d+::(BIGINT|INTEGER)|'[^']*'::DOUBLE)$/.test(sql);
}

export function ordering(left: Scalar, right: Scalar, kind: string): string {
  const [a, b] = alignOperands(left, right);
  const greatest = kind.startsWith('Greater') ? a : b;
  return `(${a.sql} ${ORDER[kind]} ${b.sql}${isNumber(greatest)})`;
}

/** `in`, `!in`, `in~`, `!in~` over values. */
export function membership(left: Scalar, values: Scalar[], caseSensitive: boolean, negated: boolean): string {
  if (values.length === 0) {
    return negated ? 'true' : 'false';
  }
  const needle = left.type === 'dynamic' ? { sql: toText(left), type: 'string' as const } : left;
  const fold = (sql: string) => (caseSensitive || needle.type !== 'string' ? sql : `lower(${sql})`);
  const items = values.map((value) => {
    const constant = needle.type === 'string' ? constantText(value) : undefined;
    return constant === undefined ? fold(convertItem(value, needle.type)) : foldedLiteral(constant, caseSensitive);
  });
  const sql = `coalesce(${fold(needle.sql)} IN (${items.join(', ')}), false)`;
  return negated ? `(NOT ${sql})` : needle.type === 'string' ? `(${fold(needle.sql)} IN (${items.join(', ')}))` : sql;
}

function convertItem(value: Scalar, type: KustoType): string {
  const numeric = ['int', 'long', 'real', 'decimal'];
  return numeric.includes(type) && numeric.includes(value.type) ? value.sql : convert(value, type);
}

function foldedLiteral(value: string, caseSensitive: boolean): string {
  return textLiteral(caseSensitive ? value : value.toLowerCase());
}
