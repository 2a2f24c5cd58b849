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

/** `+ - * / %`; whole numbers divide to whole numbers, and `%` is never negative for a positive divisor. */
export function arithmetic(kind: string, left: Scalar, right: Scalar, type: KustoType): string {
  const [a, b] = [numeric(left, right), numeric(right, left)];
  switch (kind) {
    case 'AddExpression':
      return `(${a} + ${b})`;
    case 'SubtractExpression':
      return `(${a} - ${b})`;
    case 'MultiplyExpression':
      return ticks(`(${a} * ${b})`, type, left, right);
    case 'DivideExpression':
      return divide(a, b, type, [left, right]);
    default:
      return `kql_mod(${a}, ${b})`;
  }
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
  return type === 'timespan' && !whole ? `trunc(${sql})::BIGINT` : sql;
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
