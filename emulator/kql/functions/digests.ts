/** Functions of what the aggregates `hll` and `tdigest` collect. Both are exact here. */
import { convert, toDynamic, toText } from '../conversion';
import type { Scalar } from '../scalar';
import { scripted } from '../scripted/scripted';
import type { Call, ScalarFunction } from './call';

const json = (value: Scalar) => convert(value, 'dynamic');
const list = (value: Scalar) => `kql_items(${json(value)})`;

/** A value of a digest as the type that the call asks for. */
const read = (sql: string, call: Call) => convert({ sql, type: 'dynamic' }, call.type);

/** `typeof(…)` stands last, where it is given; the analysis has read it. */
const isType = ({ type, constant }: Scalar) => type === 'string' && String(constant?.value).startsWith('typeof');

const percents = (args: Scalar[]) => {
  const [first] = args;
  return first?.type === 'dynamic' ? first.sql : `'[' || concat_ws(',', ${args.map(toText).join(', ')}) || ']'`;
};

const merged: ScalarFunction = (args) => `kql_array(${args.map(list).reduce((a, b) => `list_concat(${a}, ${b})`)})`;

const percentileOf: ScalarFunction = (args, call) => {
  const [digest, percent, type] = args;
  return type || call.type === 'dynamic'
    ? read(scripted('percentile', json(digest), percent.sql), call)
    : scripted('percentile', json(digest), percent.sql);
};

export const DIGESTS: Record<string, ScalarFunction> = {
  dcount_hll: ([value]) => `len(${list(value)})::BIGINT`,
  hll_merge: (args) =>
    `kql_array(list_sort(list_distinct(${args.map(list).reduce((a, b) => `list_concat(${a}, ${b})`)})))`,
  tdigest_merge: merged,
  merge_tdigest: merged,
  percentile_tdigest: percentileOf,
  percentiles_array_tdigest: (args) => {
    const rest = args.slice(1).filter((arg) => !isType(arg));
    return scripted('percentiles', json(args[0]), percents(rest));
  },
  rank_tdigest: ([digest, value]) => `${scripted('rank', json(digest), toDynamic(value))}::DOUBLE`,
  percentrank_tdigest: ([digest, value]) => `${scripted('percent_rank', json(digest), toDynamic(value))}::DOUBLE`,
};
