import { convert, toText } from '../conversion';
import { unsupported } from '../plan';
import type { Scalar } from '../scalar';
import { ofReal, ofText, type ScalarFunction, spelled } from './call';

const whole = (value: Scalar) => !['real', 'decimal', 'dynamic'].includes(value.type);

/** Rounds down to a multiple, toward minus infinity, for numbers, times (from 0001-01-01) and spans alike. */
const bin = (value: Scalar, size: Scalar): string => {
  if (whole(value) && whole(size)) {
    return value.type === 'datetime' && /^\(?\d+::BIGINT\)?$/.test(size.sql)
      ? `(${value.sql} - ${value.sql} % ${size.sql})`
      : `kql_bin(${value.sql}, ${size.type === 'timespan' ? `nullif(greatest(${size.sql}, 0), 0)` : size.sql})`;
  }
  const [v, s] = [convert(value, 'real'), convert(size, 'real')];
  return `(floor(${v} / ${s}) * ${s})`;
};

const binAt: ScalarFunction = ([value, size, fixed]) => {
  if (!whole(value) || !whole(size)) {
    const [v, s, f] = [value, size, fixed].map((arg) => convert(arg, 'real'));
    return `(floor((${v} - ${f}) / ${s}) * ${s} + ${f})`;
  }
  const from: Scalar = { sql: `(${value.sql} - ${fixed.sql})`, type: 'long' };
  return `(${fixed.sql} + ${bin(from, size)})`;
};

/** The size and the fixed point stand in `set` statements before the query. */
const binAuto: ScalarFunction = (args, call) => {
  const { query_bin_auto_size: size, query_bin_auto_at: at } = call.row.plan.settings;
  if (!size) {
    throw unsupported("'bin_auto' without 'set query_bin_auto_size'", call.node);
  }
  return at ? binAt([args[0], size, at, at], call) : bin(args[0], size);
};

const extreme =
  (name: 'greatest' | 'least'): ScalarFunction =>
  (args, { type }) =>
    `${name}(${args.map((arg) => convert(arg, type)).join(', ')})`;

/** The smallest; null only where all are, NaN where one is. */
const least: ScalarFunction = (args, call) => {
  const found = extreme('least')(args, call) as string;
  const largest = extreme('greatest')(args, call) as string;
  return call.type === 'real' ? `CASE WHEN isnan(${largest}) THEN 'NaN'::DOUBLE ELSE ${found} END` : found;
};

const logarithm = (name: string): ScalarFunction =>
  ofReal((value) => `CASE WHEN ${value} > 0 THEN ${name}(${value}) WHEN ${value} = 0 THEN '-Infinity'::DOUBLE END`);

const bitwise =
  (operator: string): ScalarFunction =>
  ([a, b]) =>
    `(${convert(a, 'long')} ${operator} ${convert(b, 'long')})`;

/** Between the center less the delta and the center and the delta. */
const around: ScalarFunction = ([value, center, delta]) =>
  `(${value.sql} BETWEEN ${center.sql} - ${delta.sql} AND ${center.sql} + ${delta.sql})`;

const BYTE_UNITS = ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];

/** Rounded; the unit is the largest that leaves at least one, unless the call names it. */
const formatBytes: ScalarFunction = (args, call) => {
  const size = convert(args[0], 'real');
  const digits = args[1] ? `(${args[1].sql})::INTEGER` : '0';
  const write = (unit: string, power: number) => {
    const number = `round(${size} / ${1024 ** power}, ${digits})::VARCHAR`;
    return `regexp_replace(${number}, '\\.0$', '') || ' ${unit}'`;
  };
  const named = args[2] ? spelled(args, 2, call) : '';
  if (named !== '') {
    const power = BYTE_UNITS.findIndex((unit) => unit.toLowerCase() === named.toLowerCase());
    if (power < 0) {
      throw unsupported(`The unit '${named}' of format_bytes`, call.node);
    }
    return `coalesce(${write(BYTE_UNITS[power]!, power)}, '')`;
  }
  const branches = BYTE_UNITS.slice(1).map(
    (unit, index) => `WHEN abs(${size}) >= ${1024 ** (index + 1)} THEN ${write(unit, index + 1)}`
  );
  return `coalesce(CASE ${branches.reverse().join(' ')} ELSE ${write('Bytes', 0)} END, '')`;
};

/** Eight digits for each of four parts: more than a floating-point number holds, so a whole one. */
const parseVersion = ofText((text) => {
  const parts = [24, 16, 8, 0].map((power, index) => {
    const part = `coalesce(TRY_CAST(split_part(${text}, '.', ${index + 1}) AS HUGEINT), 0)`;
    return `${part} * 1${'0'.repeat(power)}::HUGEINT`;
  });
  return `CASE WHEN regexp_full_match(${text}, '\\d{1,8}(\\.\\d{1,8}){0,3}') THEN ${parts.join(' + ')} END`;
});

const assertion: ScalarFunction = ([condition, message]) =>
  `(CASE WHEN ${convert(condition, 'bool')} THEN true` +
  ` ELSE error('assert() has failed with message: ''' || ${toText(message)} || '''')::BOOLEAN END)`;

/** The place counts modulo 64; a negative one gives null. */
const shift =
  (macro: string): ScalarFunction =>
  ([value, places]) =>
    `${macro}(${convert(value, 'long')}, ${convert(places, 'long')})`;

export const NUMBERS: Record<string, ScalarFunction> = {
  bin: ([value, size]) => bin(value, size),
  floor: ([value, size]) => bin(value, size),
  bin_at: binAt,
  bin_auto: binAuto,
  abs: ([value]) =>
    `abs(${value.type === 'dynamic' ? convert(value, 'real') : value.type === 'int' ? convert(value, 'long') : value.sql})`,
  ceiling: ofReal((value) => `ceil(${value})`),
  round: ([value, digits], { type }) =>
    digits ? `round(${convert(value, 'real')}, (${digits.sql})::INTEGER)` : `round(${convert(value, type)})`,
  sign: ofReal((value) => `coalesce(sign(${value}), 0)::DOUBLE`),
  sqrt: ofReal((value) => `CASE WHEN ${value} >= 0 THEN sqrt(${value}) END`),
  pow: ofReal((base, exponent) => `pow(${base}, ${exponent})`),
  exp: ofReal((value) => `exp(${value})`),
  exp2: ofReal((value) => `pow(2, ${value})`),
  exp10: ofReal((value) => `pow(10, ${value})`),
  log: logarithm('ln'),
  log2: logarithm('log2'),
  log10: logarithm('log10'),
  pi: () => 'pi()',
  acos: ofReal((value) => `CASE WHEN isnan(${value}) OR ${value} BETWEEN -1 AND 1 THEN acos(${value}) END`),
  asin: ofReal((value) => `CASE WHEN isnan(${value}) OR ${value} BETWEEN -1 AND 1 THEN asin(${value}) END`),
  cot: ofReal((value) => `(1 / tan(${value}))`),
  gamma: ofReal((value) => `gamma(${value})`),
  loggamma: ofReal((value) => `lgamma(${value})`),
  around,
  assert: assertion,
  format_bytes: formatBytes,
  parse_version: parseVersion,
  bitset_count_ones: ([value]) => `bit_count(${convert(value, 'long')})::BIGINT`,
  isnan: ofReal((value) => `isnan(${value})`),
  isinf: ofReal((value) => `isinf(${value})`),
  isfinite: ofReal((value) => `isfinite(${value})`),
  max_of: extreme('greatest'),
  min_of: least,
  binary_and: bitwise('&'),
  binary_or: bitwise('|'),
  binary_xor: ([a, b]) => `xor(${convert(a, 'long')}, ${convert(b, 'long')})`,
  binary_shift_left: shift('kql_shift_left'),
  binary_shift_right: shift('kql_shift_right'),
  binary_not: ([value]) => `(~${convert(value, 'long')})`,
  tohex: ([value, length]) => {
    const bits = value.type === 'int' ? `(${convert(value, 'long')} & 4294967295)` : convert(value, 'long');
    const hex = `lower(to_hex(${bits}))`;
    return length ? `lpad(${hex}, greatest(${length.sql}, length(${hex}))::INTEGER, '0')` : hex;
  },
};
