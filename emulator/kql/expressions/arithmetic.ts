import { convert } from '../conversion';
import type { Scalar } from '../scalar';
import type { KustoType } from '../schema';

const WHOLE = ['int', 'long', 'datetime', 'timespan'];

export const ARITHMETIC_KINDS = [
  'AddExpression',
  'SubtractExpression',
  'MultiplyExpression',
  'DivideExpression',
  'ModuloExpression',
];

/**
 * `+ - * / %`; whole numbers divide to whole numbers, and `%` is never negative for a positive divisor. `wraps` is for
 * whole numbers that leave their 64 bits.
 */
export function arithmetic(
  kind: string,
  [left, right]: [Scalar, Scalar],
  { type, wraps }: { type: KustoType; wraps: boolean }
): string {
  const [a, b] = [numeric(left, right), numeric(right, left)];
  const whole = WHOLE.includes(type) && WHOLE.includes(left.type) && WHOLE.includes(right.type);
  const sum = (operator: string) =>
    wraps && whole ? `kql_wrap((${a})::HUGEINT ${operator} (${b})::HUGEINT)` : `(${a} ${operator} ${b})`;
  switch (kind) {
    case 'AddExpression':
      return time(sum('+'), type);
    case 'SubtractExpression':
      return time(sum('-'), type);
    case 'MultiplyExpression':
      return time(ticks(sum('*'), type, left, right), type);
    case 'DivideExpression':
      return divide(a, b, type, [left, right]);
    default:
      return `kql_mod(${a}, ${b})`;
  }
}

/** A time before the first or after the last of all is none. */
function time(sql: string, type: KustoType): string {
  return type === 'datetime' ? `kql_time(${sql})` : type === 'decimal' ? decimal(sql) : sql;
}

/** Fifteen digits, so that 0.1 and 0.2 are 0.3: the decimals of floating-point numbers have no more. */
function decimal(sql: string): string {
  return `TRY_CAST(printf('%.15g', (${sql})::DOUBLE) AS DOUBLE)`;
}

function divide(a: string, b: string, type: KustoType, [left, right]: [Scalar, Scalar]): string {
  if (type === 'real' || type === 'decimal') {
    return `((${a})::DOUBLE / (${b})::DOUBLE)`;
  }
  if (WHOLE.includes(left.type) && WHOLE.includes(right.type)) {
    return `(${a} // ${b})`;
  }
  return ticks(`(${a} / ${b})`, type, left, right);
}

/** A timespan times 1.5 is still whole ticks. */
function ticks(sql: string, type: KustoType, left: Scalar, right: Scalar): string {
  const whole = WHOLE.includes(left.type) && WHOLE.includes(right.type);
  return type === 'timespan' && !whole ? `TRY_CAST(trunc(${sql}) AS BIGINT)` : sql;
}

function numeric(value: Scalar, other: Scalar): string {
  switch (value.type) {
    case 'int':
      return `(${value.sql})::BIGINT`;
    case 'bool':
      return convert(value, 'long');
    case 'dynamic':
      return convert(value, other.type === 'long' || other.type === 'int' ? 'long' : 'real');
    default:
      return value.sql;
  }
}
