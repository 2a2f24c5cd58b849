/** Functions that hunting queries use beside the everyday ones. */
import { convert, toDynamic, toText } from '../conversion';
import { identifier } from '../identifier';
import { columnsOf, unsupported } from '../plan';
import { type Scalar, textLiteral } from '../scalar';
import { HOUR } from '../ticks';
import { elements, is, type NameReference } from '../syntax';
import { ofReal, ofText, type ScalarFunction, spelled } from './call';
import { packColumns } from './documents';

/** A made-up atlas: only ranges that RFC 5737 keeps for documentation, and what stands for offices behind them. */
const PLACES: [range: string, country: string, state: string, city: string, latitude: number, longitude: number][] = [
  ['198.51.100.10/32', 'United Kingdom', 'England', 'London', 51.5074, -0.1278],
  ['198.51.100.20/32', 'Netherlands', 'North Holland', 'Amsterdam', 52.3676, 4.9041],
  ['198.51.100.30/32', 'United States', 'New York', 'New York', 40.7128, -74.006],
  ['198.51.100.0/24', 'United Kingdom', 'England', 'London', 51.5074, -0.1278],
  ['192.0.2.0/24', 'Germany', 'Hesse', 'Frankfurt am Main', 50.1109, 8.6821],
  ['203.0.113.0/24', 'Iceland', 'Capital Region', 'Reykjavik', 64.1466, -21.9426],
];

/** Null for every address outside of the atlas, as for one that the service does not know. */
const geoInfo: ScalarFunction = ([address]) => {
  const branches = PLACES.map(([range, country, state, city, latitude, longitude]) => {
    const place = textLiteral(JSON.stringify({ country, state, city, latitude, longitude }));
    return `WHEN kql_ipv4_in(${toText(address)}, '${range}') THEN ${place}`;
  });
  return `(CASE ${branches.join(' ')} END)`;
};

const columnIfExists: ScalarFunction = (args, call) => {
  const name = spelled(args, 0, call);
  const { input, alias = '' } = call.row;
  const column = input?.columns.find((candidate) => candidate.name === name);
  const otherwise = args[1];
  const value: Scalar = column ? { sql: alias + identifier(name), type: column.type } : otherwise;
  return { sql: value.sql, type: value.type };
};

const MOST_VALUES = 1_048_576;

/** An array of numbers, times or spans; both ends belong to it. Times and spans go by hours unless a step is given. */
const range: ScalarFunction = ([from, to, step]) => {
  const type = from.type === 'int' ? 'long' : from.type;
  if ([from, to, step].some((value) => value?.type === 'real')) {
    return realRange(from, to, step);
  }
  if (!['long', 'datetime', 'timespan'].includes(type)) {
    throw unsupported(`An array of ${type} made by range()`);
  }
  const first = `(${from.sql})::BIGINT`;
  const stride = step?.sql ?? (type === 'long' ? '1' : String(HOUR));
  const count = `floor(((${to.sql}) - ${first}) / (${stride})) + 1`;
  return steps(count, { sql: `(${first} + i * (${stride}))`, type });
};

/** The multiples of the step, as the operator `range` gives them: a sum of many steps would drift away from them. */
function realRange(from: Scalar, to: Scalar, step: Scalar | undefined): string {
  const [first, last, stride] = [from, to, step ?? { sql: '1.0::DOUBLE', type: 'real' as const }].map((value) =>
    convert(value, 'real')
  );
  const value: Scalar = { sql: `(${first} + i * ${stride})::DOUBLE`, type: 'real' };
  return steps(`floor((${last} - ${first}) / ${stride}) + 1`, value);
}

/** The array of `value` for each `i`; null where an end or the step is null, and for steps of zero. */
function steps(count: string, value: Scalar): string {
  const places = `range(least(greatest(${count}, 0), ${MOST_VALUES})::BIGINT)`;
  const known = `isfinite((${count})::DOUBLE)`;
  return `CASE WHEN ${known} THEN kql_array(list_transform(${places}, lambda i: ${toDynamic(value)})) END`;
}

const texts = (value: Scalar) => `coalesce(kql_texts(${convert(value, 'dynamic')}), [])`;

const hasAnyIndex: ScalarFunction = ([source, wanted]) => {
  const found = `list_transform(${texts(wanted)}, lambda x: kql_has(lower(${toText(source)}), lower(x), true, true))`;
  return `coalesce(list_position(${found}, true) - 1, -1)::BIGINT`;
};

/** A bag of the row; with `true` without the columns that are null or empty. */
const packAll: ScalarFunction = ([known], { row }) => {
  const columns = (row.input?.columns ?? []).map(({ name, type }) => ({
    name,
    value: { sql: (row.alias ?? '') + identifier(name), type },
  }));
  return packColumns(columns, known ? convert(known, 'bool') : 'false');
};

/** A bag of some columns by their names. */
const bagPackColumns: ScalarFunction = (args, { node }) => {
  const names = elements(node.ArgumentList.Expressions).map((item) =>
    is<NameReference>(item, 'NameReference') ? item.SimpleName : undefined
  );
  const columns = args.map((value, index) => {
    const name = names[index];
    if (name === undefined) {
      throw unsupported('An argument of bag_pack_columns that is no column', node);
    }
    return { name, value };
  });
  return packColumns(columns, 'false');
};

const columnNamesOf: ScalarFunction = (_, { node }) => {
  const [table] = elements(node.ArgumentList.Expressions);
  const names = columnsOf(table!.ResultType, table!).map(({ name }) => name);
  return { sql: textLiteral(JSON.stringify(names)), type: 'dynamic', constant: { value: names } };
};

/** DuckDB has no angle without an end. */
const wave = (name: string) =>
  ofReal((value) => `CASE WHEN isinf(${value}) THEN 'NaN'::DOUBLE ELSE ${name}(${value}) END`);

export const HUNTING: Record<string, ScalarFunction> = {
  geo_info_from_ip_address: geoInfo,
  column_ifexists: columnIfExists,
  column_names_of: columnNamesOf,
  range,
  has_any_index: hasAnyIndex,
  bag_pack_columns: bagPackColumns,
  pack_all: packAll,
  unixtime_nanoseconds_todatetime: ([value]) => `(621355968000000000 + ${convert(value, 'long')} // 100)`,
  rand: ([below]) => (below ? `floor(random() * (${convert(below, 'real')}))` : 'random()'),
  new_guid: () => 'uuid()::VARCHAR',
  parse_urlquery: ofText((text) => `('{"Query Parameters":' || kql_query_bag(${text}) || '}')`),
  isutf8: ([value]) => `(${toText(value)} IS NOT NULL)`,
  isascii: ofText((text) => `regexp_matches(${text}, '^[\\x00-\\x7F]*$')`),
  ipv4_netmask_suffix: ofText((text) => `CASE WHEN kql_ipv4(${text}) IS NOT NULL THEN kql_prefix(${text}) END`),
  sin: wave('sin'),
  cos: wave('cos'),
  tan: wave('tan'),
  atan: ofReal((value) => `atan(${value})`),
  atan2: ofReal((y, x) => `atan2(${y}, ${x})`),
  degrees: ofReal((value) => `degrees(${value})`),
  radians: ofReal((value) => `radians(${value})`),
};
