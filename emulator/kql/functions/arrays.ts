/** Arrays and sets, as DuckDB lists of JSON texts. */
import { convert, toDynamic } from '../conversion';
import { type Scalar } from '../scalar';
import type { ScalarFunction } from './call';

const items = (value: Scalar) => `kql_items(${convert(value, 'dynamic')})`;
const element = (value: Scalar) => `coalesce(${toDynamic(value)}, 'null')`;
const array = (list: string, source: Scalar) => `CASE WHEN ${items(source)} IS NOT NULL THEN kql_array(${list}) END`;
const whole = (value: Scalar) => `(${convert(value, 'long')})`;

/** Turned to the left; a negative count turns to the right. */
const rotated =
  (sign: 1 | -1): ScalarFunction =>
  ([value, count]) => {
    const list = items(value);
    const by = `kql_mod(${sign} * ${whole(count)}, greatest(len(${list}), 1))`;
    return array(`list_concat(${list}[${by} + 1 :], ${list}[: ${by}])`, value);
  };

/** Moved to the left; what is moved out is lost, and `fill` comes in. */
const shifted =
  (sign: 1 | -1): ScalarFunction =>
  ([value, count, fill]) => {
    const list = items(value);
    const by = `(${sign} * ${whole(count)})`;
    const gap = `list_transform(range(least(abs(${by}), len(${list}))), lambda i: ${fill ? element(fill) : `'null'`})`;
    const moved = `CASE WHEN ${by} >= 0 THEN list_concat(${list}[${by} + 1 :], ${gap})
      ELSE list_concat(${gap}, ${list}[: greatest(len(${list}) + ${by}, 0)]) END`;
    return array(moved.replace(/\s+/g, ' '), value);
  };

/** The parts between the given places; a negative place counts from the end. */
const split: ScalarFunction = ([value, places]) => {
  const list = items(value);
  const given =
    places.type === 'dynamic'
      ? `list_transform(coalesce(kql_texts(${places.sql}), [kql_text(${places.sql})]), lambda x: x::BIGINT)`
      : `[${whole(places)}]`;
  const size = `len(${list})`;
  const cuts = `list_transform(${given}, lambda p: least(CASE WHEN p < 0 THEN greatest(${size} + p, 0) ELSE p END, ${size}))`;
  const ends = `list_concat(${cuts}, [${size}])`;
  const part = `kql_array(${list}[(CASE WHEN i = 1 THEN 0 ELSE ${ends}[i - 1] END) + 1 : e])`;
  return array(`list_transform(${ends}, lambda e, i: ${part})`, value);
};

/** An array's item at the same place, or the value itself. */
const chosen = (value: Scalar) =>
  value.type === 'dynamic'
    ? `CASE WHEN json_type(${value.sql}) = 'ARRAY' THEN coalesce(${items(value)}[i], 'null') ELSE ${element(value)} END`
    : element(value);

const arrayIff: ScalarFunction = ([condition, yes, no]) => {
  const truth = `CASE WHEN c = 'true' THEN true WHEN c = 'false' THEN false ELSE TRY_CAST(c AS DOUBLE) <> 0 END`;
  const picked = `CASE WHEN (${truth}) THEN ${chosen(yes)} WHEN NOT (${truth}) THEN ${chosen(no)} ELSE 'null' END`;
  return array(`list_transform(${items(condition)}, lambda c, i: ${picked})`, condition);
};

/** As long as the longest array; those that are shorter end in nulls. */
const zip: ScalarFunction = (args) => {
  const rows = `list_zip(${args.map(items).join(', ')})`;
  const fields = args.map((_, index) => `coalesce(r[${index + 1}], 'null')`).join(', ');
  const known = args.map((arg) => `${items(arg)} IS NOT NULL`).join(' AND ');
  return `CASE WHEN ${known} THEN kql_array(list_transform(${rows}, lambda r: kql_array([${fields}]))) END`;
};

const distinct = (value: Scalar) => `list_distinct(${items(value)})`;
const shared = (a: Scalar, b: Scalar) => `len(list_intersect(${distinct(a)}, ${distinct(b)}))`;

const repeat: ScalarFunction = ([value, count]) => {
  const times = whole(count);
  const list = `list_transform(range(greatest(${times}, 0)), lambda i: ${element(value)})`;
  return `CASE WHEN ${times} >= 0 THEN kql_array(${list}) END`;
};

export const ARRAYS: Record<string, ScalarFunction> = {
  array_rotate_left: rotated(1),
  array_rotate_right: rotated(-1),
  array_shift_left: shifted(1),
  array_shift_right: shifted(-1),
  array_split: split,
  array_iff: arrayIff,
  array_iif: arrayIff,
  zip,
  repeat,
  set_equals: ([a, b]) => `(list_sort(${distinct(a)}) = list_sort(${distinct(b)}))`,
  jaccard_index: ([a, b]) =>
    `(${shared(a, b)} / (len(${distinct(a)}) + len(${distinct(b)}) - ${shared(a, b)}))::DOUBLE`,
};
