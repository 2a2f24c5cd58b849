import { at } from '../at';
import { convert, toDynamic, toText } from '../conversion';
import { unsupported } from '../plan';
import { constantText, type Scalar } from '../scalar';
import type { ScalarFunction } from './call';
import { foundAt } from './places';
import { sortedArrays } from './sortedArrays';

const items = (value: Scalar) => `kql_items(${convert(value, 'dynamic')})`;
const array = (list: string, source: Scalar) => `CASE WHEN ${items(source)} IS NOT NULL THEN kql_array(${list}) END`;
const element = (value: Scalar) => `coalesce(${toDynamic(value)}, 'null')`;

/** `{"key":value,…}` with the values as JSON. */
const bagPack: ScalarFunction = (args) => {
  const pairs: string[] = [];
  for (let index = 0; index + 1 < args.length; index += 2) {
    pairs.push(`to_json(${toText(at(args, index))})::VARCHAR || ':' || ${element(at(args, index + 1))}`);
  }
  return pairs.length === 0 ? `'{}'` : `('{' || ${pairs.join(` || ',' || `)} || '}')`;
};

/** Of texts that the query spells it is a constant. */
const packArray: ScalarFunction = (args) => {
  const sql = args.length === 0 ? `'[]'` : `('[' || ${args.map(element).join(` || ',' || `)} || ']')`;
  const value = args.map(constantText);
  return value.includes(undefined) ? sql : { sql, type: 'dynamic', constant: { value } };
};

const slice: ScalarFunction = ([value, start, end]) => {
  const list = items(value);
  const place = (index: string) => `(CASE WHEN ${index} < 0 THEN len(${list}) + ${index} ELSE ${index} END + 1)`;
  return array(`${list}[${place(start.sql)} : ${end ? place(end.sql) : `len(${list})`}]`, value);
};

/** 15 and 15.0 are the same number. */
const alike = (json: string) => `regexp_replace(${json}, '^(-?\\d+)\\.0$', '\\1')`;
const spelledAlike = (list: string) => `list_transform(${list}, lambda x: ${alike('x')})`;

const indexOf: ScalarFunction = ([value, wanted, start, length, occurrence], call) => {
  const list = spelledAlike(items(value));
  const item = alike(element(wanted));
  if (!start) {
    return `coalesce(list_position(${list}, ${item}) - 1, -1)::BIGINT`;
  }
  if (occurrence && length && !/^\(-1::\w+\)$/.test(length.sql)) {
    throw unsupported("An occurrence together with a length in 'array_index_of'", call.node);
  }
  const places = `list_filter(range(len(${list})), lambda i: ${list}[i + 1] = ${item})`;
  return foundAt({ places, size: `len(${list})`, width: '1' }, [start, length, occurrence]);
};

const distinct = (list: string) => `list_filter(${list}, lambda x, i: list_position(${list}, x) = i)`;

const setOperation =
  (combine: (a: string, b: string) => string): ScalarFunction =>
  (args) => {
    const combined = args.map(items).reduce((a, b) => distinct(combine(a, b)));
    return args.length === 1 ? array(distinct(items(args[0])), args[0]) : `kql_array(${combined})`;
  };

export const DYNAMICS: Record<string, ScalarFunction> = {
  bag_pack: bagPack,
  pack: bagPack,
  pack_dictionary: bagPack,
  pack_array: packArray,
  array_length: ([value]) => `len(${items(value)})::BIGINT`,
  array_sort_asc: sortedArrays('ASC'),
  array_sort_desc: sortedArrays('DESC'),
  array_slice: slice,
  array_reverse: ([value]) => array(`list_reverse(${items(value)})`, value),
  array_concat: (args) =>
    `kql_array(${args.map((arg) => `coalesce(${items(arg)}, [])`).reduce((a, b) => `list_concat(${a}, ${b})`)})`,
  array_index_of: indexOf,
  array_sum: ([value]) => {
    // A text is no number, whatever it spells; a null adds nothing.
    const known = `list_filter(${items(value)}, lambda x: x <> 'null')`;
    const numbers = `list_transform(${known}, lambda x: CASE WHEN x[1] <> '"' THEN TRY_CAST(x AS DOUBLE) END)`;
    return `CASE WHEN NOT list_contains(list_transform(${numbers}, lambda x: x IS NULL), true) THEN list_sum(${numbers}) END`;
  },
  strcat_array: ([value, delimiter]) =>
    `coalesce(array_to_string(kql_texts(${convert(value, 'dynamic')}), ${toText(delimiter)}), '')`,
  set_union: setOperation((a, b) => `list_concat(coalesce(${a}, []), coalesce(${b}, []))`),
  set_intersect: setOperation((a, b) => `list_filter(${a}, lambda x: list_contains(${b}, x))`),
  set_difference: setOperation((a, b) => `list_filter(${a}, lambda x: NOT coalesce(list_contains(${b}, x), false))`),
  set_has_element: ([value, wanted]) => `coalesce(list_contains(${items(value)}, ${element(wanted)}), false)`,
  bag_keys: ([value]) =>
    `CASE WHEN json_type(${convert(value, 'dynamic')}) = 'OBJECT' THEN to_json(json_keys(${convert(value, 'dynamic')}))::VARCHAR END`,
  bag_merge: (args) =>
    args.map((arg) => convert(arg, 'dynamic')).reduce((first, next) => `kql_merge(${first}, ${next})`),
  gettype: ([value]) => (value.type === 'dynamic' ? `kql_type(${value.sql})` : `'${value.type}'`),
};
