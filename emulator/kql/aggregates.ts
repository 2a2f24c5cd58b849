/**
 * The aggregates of `summarize` and `make-series`. Over no rows the counts and sums are 0, the lists are empty and a mean
 * is NaN; every other aggregate is null ('' for a string).
 */
import { convert, toDynamic } from './conversion';
import { refusalSql } from './error';
import type { Arguments, Call } from './functions/call';
import { PERCENTILES } from './percentiles';
import { unsupported } from './plan';
import type { Scalar } from './scalar';
import { scripted } from './scripted/scripted';

/** Writes the SQL of an aggregate of one column. */
export type Aggregate = (args: Arguments, call: Call) => string;

const number = (value: Scalar) =>
  value.type === 'dynamic' || value.type === 'bool' ? convert(value, 'real') : value.sql;

const sql = (name: string, value: string, where?: Scalar) =>
  `${name}(${value})${where ? ` FILTER (WHERE ${where.sql})` : ''}`;

/** A sum keeps the type: DuckDB's own is wider for whole numbers. */
const sum = (value: Scalar, call: Call, where?: Scalar) => {
  const total = `coalesce(${sql('sum', number(value), where)}, 0)`;
  if (call.type === 'real' || call.type === 'decimal') {
    return `${total}::DOUBLE`;
  }
  return call.row.plan.wraps ? `kql_wrap(${total}::HUGEINT)` : `${total}::BIGINT`;
};

/** The mean of nothing is NaN; a mean of times is exact, because their ticks do not fit a floating-point number. */
const average = (value: Scalar, call: Call, where?: Scalar) =>
  call.type === 'real' || call.type === 'decimal'
    ? `coalesce(${sql('avg', number(value), where)}, 'NaN'::DOUBLE)`
    : `(${sql('sum', number(value), where)} // ${sql('count', value.sql, where)})::BIGINT`;

const extreme = (name: 'min' | 'max', value: Scalar, call: Call, where?: Scalar) => {
  const found = sql(name, value.type === 'dynamic' ? convert(value, 'real') : value.sql, where);
  // For DuckDB NaN is the largest number; here it is the smallest too.
  return name === 'min' && value.type === 'real'
    ? `CASE WHEN isnan(${sql('max', value.sql, where)}) THEN 'NaN'::DOUBLE ELSE ${found} END`
    : present(found, call);
};

/** An aggregate over no rows is null, a string ''. */
const present = (aggregate: string, call: Call) => (call.type === 'string' ? `coalesce(${aggregate}, '')` : aggregate);

/** DuckDB fails where a number is infinite or none. */
const spread = (name: string, value: Scalar, where?: Scalar) => {
  const numbers = number(value);
  if (value.type !== 'real' && value.type !== 'dynamic') {
    return `coalesce(${sql(name, numbers, where)}, 0)::DOUBLE`;
  }
  const finite: Scalar = { sql: [`isfinite(${numbers})`, where?.sql].filter(Boolean).join(' AND '), type: 'bool' };
  const all = `coalesce(${sql('bool_and', `isfinite(${numbers})`, where)}, true)`;
  return `CASE WHEN ${all} THEN coalesce(${sql(name, numbers, finite)}, 0)::DOUBLE ELSE 'NaN'::DOUBLE END`;
};

/** JSON of the values in the rows' order, without nulls, where they have a type. */
const list = (value: Scalar, call: Call, limit?: Scalar, where?: Scalar) => {
  const always = value.type === 'string' || value.type === 'dynamic';
  const filter = [always ? '' : `${value.sql} IS NOT NULL`, where?.sql ?? ''].filter(Boolean).join(' AND ');
  const all = listOf(value, call, filter);
  return `kql_array(${limit ? `list_slice(${all}, 1, ${limit.sql})` : all})`;
};

/** The values, nulls among them. */
const listWithNulls = (value: Scalar, call: Call) => `kql_array(${listOf(value, call, '')})`;

/** An array adds its items. */
function listOf(value: Scalar, { row }: Call, filter: string): string {
  const one = `coalesce(${toDynamic(value)}, 'null')`;
  const order = row.order ? ` ORDER BY ${row.order}` : '';
  const where = filter ? ` FILTER (WHERE ${filter})` : '';
  return value.type === 'dynamic'
    ? `flatten(list(coalesce(kql_items(${value.sql}), [${one}])${order})${where})`
    : `list(${one}${order})${where}`;
}

/** A set is in the order in which these rows have its values first, where they have all of them. */
const FIRST_ROWS = 2000;

/** The set in the order of its first values; a large one in ascending order, which keeps it equal from run to run. */
const set = (value: Scalar, { limit, where, place }: { limit?: Scalar; where?: Scalar; place?: string } = {}) => {
  const tests = [value.type === 'string' ? '' : `${value.sql} IS NOT NULL`, where?.sql ?? ''].filter(Boolean);
  const listed = (list: string, more: string[] = []) => {
    const all = [...tests, ...more];
    return `${list}${all.length > 0 ? ` FILTER (WHERE ${all.join(' AND ')})` : ''}`;
  };
  const flat = value.type === 'dynamic' ? `coalesce(kql_items(${value.sql}), [${value.sql}])` : '';
  const sorted = flat
    ? `list_sort(list_distinct(flatten(${listed(`list(${flat})`)})))`
    : `list_sort(${listed(`list(DISTINCT ${value.sql})`)})`;
  const first = place && listed(`list(${flat || value.sql})`, [`${place} <= ${FIRST_ROWS}`]);
  const values = first ? `kql_first_values(${flat ? `flatten(${first})` : first}, ${sorted})` : sorted;
  const all = flat ? values : `list_transform(${values}, lambda v: ${toDynamic({ ...value, sql: 'v' })})`;
  return `kql_array(${limit ? `list_slice(${all}, 1, ${limit.sql})` : all})`;
};

const distinctCount = (value: Scalar, where?: Scalar) => sql('count', `DISTINCT ${value.sql}`, where);

const any = (value: Scalar, call: Call, where?: Scalar) => {
  const filter = [where?.sql ?? '', value.type === 'string' ? `${value.sql} <> ''` : `${value.sql} IS NOT NULL`].filter(
    Boolean
  );
  return present(`first(${value.sql}) FILTER (WHERE ${filter.join(' AND ')})`, call);
};

/** Later bags do not overwrite earlier keys; where the rows have no numbers, the order of the bags' texts decides. */
const bag = (value: Scalar, { row }: Call, where?: Scalar) => {
  const bags = sql('list', `${value.sql} ORDER BY ${row.place ?? value.sql}`, where);
  return `coalesce(list_reduce(${bags}, lambda a, b: kql_merge(a, b)), '{}')`;
};

const twoColumns = (name: string, [a, b, where]: Arguments) => {
  const pair = `${number(a)}, ${number(b)}`;
  return `coalesce(${sql(name, pair, where)}, 0)::DOUBLE`;
};

/** Distinct values, for `dcount_hll`. */
const distinctSet = (value: Scalar, where?: Scalar) =>
  set(value.type === 'dynamic' ? { ...value, type: 'string' } : value, { where });

const buildSchema = (value: string) => {
  const known = `FILTER (WHERE ${value} IS NOT NULL)`;
  const failure = refusalSql('The buildschema of nulls, of empty arrays or of arrays beside bags');
  const schema = scripted('build_schema', `kql_array(list(${value}) ${known})`);
  return `CASE WHEN count(${value}) > 0 THEN coalesce(${schema}, ${failure}) END`;
};

const accuracy = (args: Scalar[], index: number) => {
  const value = args[index];
  if (value && !/^\d+::/.test(value.sql)) {
    throw unsupported('A computed accuracy of dcount');
  }
};

export const AGGREGATES: Record<string, Aggregate> = {
  count: () => 'count(*)',
  countif: ([where]) => `count(*) FILTER (WHERE ${where.sql})`,
  dcount: (args) => {
    accuracy(args, 1);
    return distinctCount(args[0]);
  },
  dcountif: (args) => {
    accuracy(args, 2);
    return distinctCount(args[0], args[1]);
  },
  count_distinct: ([value]) => distinctCount(value),
  count_distinctif: ([value, where]) => distinctCount(value, where),
  sum: ([value], call) => sum(value, call),
  sumif: ([value, where], call) => sum(value, call, where),
  avg: ([value], call) => average(value, call),
  avgif: ([value, where], call) => average(value, call, where),
  min: ([value], call) => extreme('min', value, call),
  minif: ([value, where], call) => extreme('min', value, call, where),
  max: ([value], call) => extreme('max', value, call),
  maxif: ([value, where], call) => extreme('max', value, call, where),
  stdev: ([value]) => spread('stddev_samp', value),
  stdevif: ([value, where]) => spread('stddev_samp', value, where),
  stdevp: ([value]) => spread('stddev_pop', value),
  variance: ([value]) => spread('var_samp', value),
  varianceif: ([value, where]) => spread('var_samp', value, where),
  variancep: ([value]) => spread('var_pop', value),
  variancepif: ([value, where]) => spread('var_pop', value, where),
  make_list: ([value, limit], call) => list(value, call, limit),
  make_list_if: ([value, where, limit], call) => list(value, call, limit, where),
  make_set: ([value, limit], { row: { place } }) => set(value, { limit, place }),
  make_set_if: ([value, where, limit], { row: { place } }) => set(value, { limit, where, place }),
  makelist: ([value, limit], call) => list(value, call, limit),
  makeset: ([value, limit], { row: { place } }) => set(value, { limit, place }),
  make_bag: ([value], call) => bag(value, call),
  make_bag_if: ([value, where], call) => bag(value, call, where),
  any: ([value], call) => any(value, call),
  take_any: ([value], call) => any(value, call),
  anyif: ([value, where], call) => any(value, call, where),
  take_anyif: ([value, where], call) => any(value, call, where),
  arg_max: ([value], call) => extreme('max', value, call),
  arg_min: ([value], call) => extreme('min', value, call),
  binary_all_and: ([value]) => `bit_and(${convert(value, 'long')})`,
  binary_all_or: ([value]) => `bit_or(${convert(value, 'long')})`,
  binary_all_xor: ([value]) => `bit_xor(${convert(value, 'long')})`,
  cnt: () => 'count(*)',
  covariance: (args) => twoColumns('covar_samp', args),
  covarianceif: (args) => twoColumns('covar_samp', args),
  covariancep: (args) => twoColumns('covar_pop', args),
  covariancepif: (args) => twoColumns('covar_pop', args),
  make_dictionary: ([value], call) => bag(value, call),
  make_list_with_nulls: ([value], call) => listWithNulls(value, call),
  hll: (args) => {
    accuracy(args, 1);
    return distinctSet(args[0]);
  },
  hll_if: (args) => {
    accuracy(args, 2);
    return distinctSet(args[0], args[1]);
  },
  hll_merge: ([value]) => `kql_array(list_sort(list_distinct(flatten(list(kql_items(${value.sql}))))))`,
  ...PERCENTILES,
  buildschema: ([value]) => buildSchema(convert(value, 'dynamic')),
};
