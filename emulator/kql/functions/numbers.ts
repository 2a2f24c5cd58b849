import { convert } from '../conversion';
import { unsupported } from '../plan';
import type { Scalar } from '../scalar';
import { ofReal, type ScalarFunction } from './call';

const whole = (value: Scalar) => !['real', 'decimal', 'dynamic'].includes(value.type);

/** Rounds down to a multiple, toward minus infinity, for numbers, times (from 0001-01-01) and spans alike. */
const bin = (value: Scalar, size: Scalar): string => {
  if (whole(value) && whole(size)) {
    return value.type === 'datetime' && /^\(?\d+::BIGINT\)?$/.test(size.sql)
      ? `(${value.sql} - ${value.sql} % ${size.sql})`
      : `kql_bin(${value.sql}, ${size.sql})`;
  }
  return `(floor(${convert(value, 'real')} / ${convert(size, 'real')}) * ${convert(size, 'real')})`;
};

const binAt: ScalarFunction = ([value, size, fixed]) => {
  if (!whole(value) || !whole(size)) {
    const [v, s, f] = [value, size, fixed].map((arg) => convert(arg, 'real'));
    return `(floor((${v} - ${f}) / ${s}) * ${s} + ${f})`;
  }
  const from: Scalar = { sql: `(${value.sql} - ${fixed.sql})`, type: 'long' };
  return `(${fixed.sql} + ${bin(from, size)})`;
};

const extreme =
  (name: 'greatest' | 'least'): ScalarFunction =>
  (args, { type }) =>
    `${name}(${args.map((arg) => convert(arg, type)).join(', ')})`;

const bitwise =
  (operator: string): ScalarFunction =>
  ([a, b]) =>
    `(${convert(a, 'long')} ${operator} ${convert(b, 'long')})`;

export const NUMBERS: Record<string, ScalarFunction> = {
  bin: ([value, size]) => bin(value, size),
  floor: ([value, size]) => bin(value, size),
  bin_at: binAt,
  bin_auto: (_, { node }) => {
    throw unsupported("The function 'bin_auto'", node);
  },
  abs: ([value]) => `abs(${value.type === 'dynamic' ? convert(value, 'real') : value.sql})`,
  ceiling: ofReal((value) => `ceil(${value})`),
  round: ([value, digits], { type }) =>
    digits ? `round(${convert(value, 'real')}, (${digits.sql})::INTEGER)` : `round(${convert(value, type)})`,
  sign: ofReal((value) => `sign(${value})::DOUBLE`),
  sqrt: ofReal((value) => `CASE WHEN ${value} < 0 THEN 'NaN'::DOUBLE ELSE sqrt(${value}) END`),
  pow: ofReal((base, exponent) => `pow(${base}, ${exponent})`),
  exp: ofReal((value) => `exp(${value})`),
  exp2: ofReal((value) => `pow(2, ${value})`),
  exp10: ofReal((value) => `pow(10, ${value})`),
  log: ofReal((value) => `CASE WHEN ${value} > 0 THEN ln(${value}) END`),
  log2: ofReal((value) => `CASE WHEN ${value} > 0 THEN log2(${value}) END`),
  log10: ofReal((value) => `CASE WHEN ${value} > 0 THEN log10(${value}) END`),
  pi: () => 'pi()',
  isnan: ofReal((value) => `isnan(${value})`),
  isinf: ofReal((value) => `isinf(${value})`),
  isfinite: ofReal((value) => `isfinite(${value})`),
  max_of: extreme('greatest'),
  min_of: extreme('least'),
  binary_and: bitwise('&'),
  binary_or: bitwise('|'),
  binary_xor: ([a, b]) => `xor(${convert(a, 'long')}, ${convert(b, 'long')})`,
  binary_shift_left: bitwise('<<'),
  binary_shift_right: bitwise('>>'),
  binary_not: ([value]) => `(~${convert(value, 'long')})`,
  tohex: ([value, length]) => {
    const bits = value.type === 'int' ? `(${convert(value, 'long')} & 4294967295)` : convert(value, 'long');
    const hex = `lower(to_hex(${bits}))`;
    return length ? `lpad(${hex}, greatest(${length.sql}, length(${hex}))::INTEGER, '0')` : hex;
  },
};
