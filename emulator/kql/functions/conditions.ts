import { at } from '../at';
import { convert, toText } from '../conversion';
import type { Scalar } from '../scalar';
import type { KustoType } from '../schema';
import type { ScalarFunction } from './call';

const as = (value: Scalar, type: KustoType) =>
  value.sql === 'NULL' && type !== 'string' ? 'NULL' : convert(value, type);

const iff: ScalarFunction = ([condition, yes, no], { type }) =>
  `(CASE WHEN ${convert(condition, 'bool')} THEN ${as(yes, type)} ELSE ${as(no, type)} END)`;

const choose: ScalarFunction = (args, { type }) => {
  const branches: string[] = [];
  for (let index = 0; index + 1 < args.length; index += 2) {
    branches.push(`WHEN ${convert(at(args, index), 'bool')} THEN ${as(at(args, index + 1), type)}`);
  }
  return `(CASE ${branches.join(' ')} ELSE ${as(at(args, -1), type)} END)`;
};

/** The first value that is not null; a string is "null" when it is empty. */
const coalesce: ScalarFunction = (args, { type }) =>
  type === 'string'
    ? `coalesce(${args.map((arg) => `nullif(${toText(arg)}, '')`).join(', ')}, '')`
    : `coalesce(${args.map((arg) => as(arg, type)).join(', ')})`;

const isNull = ({ sql, type }: Scalar) => (type === 'string' ? 'false' : `(${sql} IS NULL)`);

export const CONDITIONS: Record<string, ScalarFunction> = {
  iff,
  iif: iff,
  case: choose,
  coalesce,
  not: ([value]) => `(NOT ${convert(value, 'bool')})`,
  isnull: ([value]) => isNull(value),
  isnotnull: ([value]) => `(NOT ${isNull(value)})`,
  notnull: ([value]) => `(NOT ${isNull(value)})`,
};
