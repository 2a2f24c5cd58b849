import { convert, toText } from '../conversion';
import { groupsOf, regexSql } from '../expressions/regex';
import { unsupported } from '../plan';
import { constantText, type Scalar, textLiteral } from '../scalar';
import { scripted } from '../scripted/scripted';
import { type Call, ofText, type ScalarFunction } from './call';
import { foundAt } from './places';

const concat: ScalarFunction = (args) => `(${args.map(toText).join(' || ')})`;

/** Kusto counts from 0; a negative start counts from the end, and before the text's beginning there is nothing. */
const substring: ScalarFunction = ([source, start, length]) => {
  const text = toText(source);
  const from = convert(start, 'long');
  const begin = `(CASE WHEN ${from} < 0 THEN length(${text}) + ${from} ELSE ${from} END + 1)`;
  const part = length
    ? `substring(${text}, ${begin}, greatest(${convert(length, 'long')}, 0))`
    : `substring(${text}, ${begin})`;
  return /^\d+::/.test(from)
    ? `coalesce(${part}, '')`
    : `CASE WHEN ${from} >= -length(${text}) THEN ${part} ELSE '' END`;
};

/** Texts between delimiters as an array, or one of them. An empty delimiter leaves the text whole. */
const split: ScalarFunction = ([source, delimiter, index]) => {
  const texts = constantText(delimiter)
    ? `string_split(${toText(source)}, ${toText(delimiter)})`
    : `CASE WHEN ${toText(delimiter)} = '' THEN [${toText(source)}] ELSE string_split(${toText(source)}, ${toText(delimiter)}) END`;
  const parts = `list_transform(${texts}, lambda x: to_json(x)::VARCHAR)`;
  const place = index && convert(index, 'long');
  return place ? `nullif(kql_array(${parts}[${place} + 1 : ${place} + 1]), '[]')` : `kql_array(${parts})`;
};

/** Where the first (or the given) match begins, within `length` characters from `start`. */
const indexOf: ScalarFunction = ([source, lookup, start, length, occurrence]) => {
  const [text, needle] = [toText(source), toText(lookup)];
  if (!start) {
    return `(CASE WHEN ${needle} <> '' THEN instr(${text}, ${needle}) - 1 END)::BIGINT`;
  }
  const places = `kql_places(${text}, ${needle})`;
  const found = foundAt({ places, size: `length(${text})`, width: `length(${needle})` }, [start, length, occurrence]);
  return `CASE WHEN ${needle} <> '' THEN ${found} END`;
};

/** Matches may overlap, except those of a regex. */
const countOf: ScalarFunction = ([source, search, kind], call) => {
  const [text, needle] = [toText(source), toText(search)];
  const form = kind ? constantText(kind) : 'normal';
  if (form === 'regex') {
    return `length(regexp_extract_all(${text}, ${regexSql(search)}))::BIGINT`;
  }
  if (form !== 'normal') {
    throw unsupported(`The kind ${kind?.sql} of countof`, call.node);
  }
  return `(CASE WHEN ${needle} = '' THEN 0 ELSE len(kql_places(${text}, ${needle})) END)::BIGINT`;
};

const extract: ScalarFunction = ([pattern, group, source, type], call) => {
  const found = `coalesce(regexp_extract(${toText(source)}, ${regexSql(pattern)}, (${group.sql})::INTEGER), '')`;
  return type ? convert({ sql: found, type: 'string' }, call.type) : found;
};

/** All matches: texts for one group, arrays of texts for several; an array may choose the groups. Null for no match. */
const extractAll: ScalarFunction = ([pattern, second, third], call) => {
  const source = toText(third ?? second);
  const names = groupsOf(spelledPattern(pattern, call));
  const groups = third ? chosenGroups(second, names, call) : names.map((_, index) => index + 1);
  const one = (group: number) => `regexp_extract_all(${source}, ${regexSql(pattern)}, ${group})`;
  const json = (list: string) => `list_transform(${list}, lambda x: to_json(x)::VARCHAR)`;
  const [only] = groups;
  if (groups.length === 1 && only !== undefined) {
    return `nullif(kql_array(${json(one(only))}), '[]')`;
  }
  const fields = groups.map((_, index) => `coalesce(x[${index + 1}], '')`).join(', ');
  const rows = `list_transform(list_zip(${groups.map(one).join(', ')}), lambda x: [${fields}])`;
  return `nullif(to_json(${rows})::VARCHAR, '[]')`;
};

function spelledPattern(pattern: Scalar, call: Call): string {
  const text = constantText(pattern);
  if (text === undefined || groupsOf(text).length === 0) {
    throw unsupported('A pattern without groups, or a computed one, in extract_all', call.node);
  }
  return text;
}

/** Groups by number or by name. */
function chosenGroups(list: Scalar, names: string[], call: Call): number[] {
  const chosen = list.constant?.value;
  const numbers = Array.isArray(chosen)
    ? chosen.map((group) => (typeof group === 'string' ? names.indexOf(group) + 1 : Number(group)))
    : [];
  if (numbers.length === 0 || !numbers.every((group) => group >= 1 && group <= names.length)) {
    throw unsupported(
      'A choice of groups that the pattern does not have, or a computed one, in extract_all',
      call.node
    );
  }
  return numbers;
}

/** Replacement texts name groups `\1`, in Kusto and in DuckDB. */
const replaceRegex = (text: Scalar, pattern: Scalar, by: Scalar) =>
  `regexp_replace(${toText(text)}, ${regexSql(pattern)}, ${toText(by)}, 'g')`;

/** One match at each end: the service builds one pattern of both and replaces what it finds. */
const trim =
  (left: boolean, right: boolean): ScalarFunction =>
  ([pattern, source]) => {
    const cut = regexSql(pattern);
    const ends = [left ? `'^(' || ${cut} || ')'` : '', right ? `'(' || ${cut} || ')$'` : ''].filter(Boolean);
    return `regexp_replace(${toText(source)}, ${ends.join(` || '|' || `)}, '', 'g')`;
  };

/**
 * Where a match begins, within `length` characters from `start`. Matches do not overlap, so what stands before the n-th is
 * n pieces between matches and n - 1 matches.
 */
const indexOfRegex: ScalarFunction = ([source, pattern, start, length, occurrence]) => {
  const regex = regexSql(pattern);
  const from = start ? convert(start, 'long') : '0';
  const most = length ? convert(length, 'long') : '-1';
  const nth = occurrence ? convert(occurrence, 'long') : '1';
  return `kql_index_of_regex(${toText(source)}, ${regex}, ${from}, ${most}, ${nth})`;
};

/** Nothing has no digest. */
const digest = (name: string): ScalarFunction =>
  ofText((text) => `CASE WHEN ${text} = '' THEN '' ELSE ${name}(${text}) END`);

const isEmpty = (value: Scalar): string =>
  value.type === 'string' || value.type === 'dynamic' ? `(${toText(value)} = '')` : `(${value.sql} IS NULL)`;

const MOST_REPEATS = 1024;

export const STRINGS: Record<string, ScalarFunction> = {
  strcat: concat,
  strcat_delim: ([delimiter, ...rest]) => `(${rest.map(toText).join(` || ${toText(delimiter)} || `)})`,
  tolower: ofText((text) => `lower(${text})`),
  toupper: ofText((text) => `upper(${text})`),
  strlen: ofText((text) => `length(${text})::BIGINT`),
  string_size: ofText((text) => `strlen(${text})::BIGINT`),
  substring,
  split,
  indexof: indexOf,
  indexof_regex: indexOfRegex,
  countof: countOf,
  reverse: ofText((text) => `reverse(${text})`),
  strrep: ([text, count, delimiter]) => {
    const times = `least(${convert(count, 'long')}, ${MOST_REPEATS})`;
    return delimiter
      ? `array_to_string(list_transform(range(${times}), lambda x: ${toText(text)}), ${toText(delimiter)})`
      : `repeat(${toText(text)}, ${times})`;
  },
  strcmp: ofText((a, b) => `(CASE WHEN ${a} < ${b} THEN -1 WHEN ${a} > ${b} THEN 1 ELSE 0 END)::BIGINT`),
  replace_string: ofText((text, lookup, by) => `replace(${text}, ${lookup}, ${by})`),
  replace_regex: ([text, pattern, by]) => replaceRegex(text, pattern, by),
  replace: ([pattern, by, text]) => replaceRegex(text, pattern, by),
  replace_strings: ([text, lookups, rewrites]) =>
    `coalesce(${scripted('replace_strings', toText(text), convert(lookups, 'dynamic'), convert(rewrites, 'dynamic'))}, '')`,
  trim: trim(true, true),
  trim_start: trim(true, false),
  trim_end: trim(false, true),
  extract,
  extract_all: extractAll,
  isempty: ([value]) => isEmpty(value),
  isnotempty: ([value]) => `(NOT ${isEmpty(value)})`,
  // The last character stands for those that have no partner.
  translate: ofText(
    (from, to, text) => `translate(${text}, ${from}, ${to} || repeat(right(${to}, 1), length(${from})))`
  ),
  hash_sha256: digest('sha256'),
  hash_sha1: digest('sha1'),
  hash_md5: digest('md5'),
  base64_encode_tostring: ofText((text) => `to_base64(encode(${text}))`),
  base64_decode_tostring: ofText((text) => `coalesce(TRY(decode(from_base64(${text}))), '')`),
  url_encode: ofText((text) => `replace(kql_url_encode(${text}), '%20', '+')`),
  url_encode_component: ofText((text) => `kql_url_encode(${text})`),
  url_decode: ofText((text) => `url_decode(replace(${text}, '+', ' '))`),
  parse_url: ofText((text) => `kql_parse_url(${text})`),
  parse_path: ofText((text) => `kql_parse_path(${text})`),
  regex_quote: ofText(
    (text) => `regexp_replace(${text}, ${textLiteral('([\\\\^$.*+?()[\\]{}|])')}, ${textLiteral('\\\\\\1')}, 'g')`
  ),
};
