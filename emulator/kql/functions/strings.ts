import { convert, toText } from '../conversion';
import type { Scalar } from '../scalar';
import { ofText, type ScalarFunction } from './call';

const concat: ScalarFunction = (args) => `(${args.map(toText).join(' || ')})`;

/** Kusto counts from 0; a negative start counts from the end. */
const substring: ScalarFunction = ([source, start, length]) => {
  const text = toText(source);
  const from = start.sql;
  const begin = `(CASE WHEN ${from} < 0 THEN greatest(length(${text}) + ${from}, 0) ELSE ${from} END + 1)`;
  return length ? `substring(${text}, ${begin}, greatest(${length.sql}, 0))` : `substring(${text}, ${begin})`;
};

/** Texts between delimiters as an array, or one of them. An empty delimiter leaves the text whole. */
const split: ScalarFunction = ([source, delimiter, index]) => {
  const parts = `list_transform(string_split(${toText(source)}, ${toText(delimiter)}), lambda x: to_json(x)::VARCHAR)`;
  return index ? `kql_array(${parts}[${index.sql} + 1 : ${index.sql} + 1])` : `kql_array(${parts})`;
};

const indexOf: ScalarFunction = ([source, lookup, start]) => {
  const text = toText(source);
  const from = start?.sql ?? '0';
  const tail = start ? `substring(${text}, ${from} + 1)` : text;
  const found = `instr(${tail}, ${toText(lookup)})`;
  return `(CASE WHEN ${found} = 0 THEN -1 ELSE ${found} - 1 + ${from} END)::BIGINT`;
};

const countOf: ScalarFunction = ([source, search, kind]) => {
  const text = toText(source);
  if (kind && kind.constant?.value === 'regex') {
    return `length(regexp_extract_all(${text}, ${toText(search)}))::BIGINT`;
  }
  const needle = toText(search);
  return `(CASE WHEN ${needle} = '' THEN 0 ELSE (length(${text}) - length(replace(${text}, ${needle}, ''))) // length(${needle}) END)::BIGINT`;
};

const extract: ScalarFunction = ([pattern, group, source, type], call) => {
  const found = `coalesce(regexp_extract(${toText(source)}, ${toText(pattern)}, (${group.sql})::INTEGER), '')`;
  return type ? convert({ sql: found, type: 'string' }, call.type) : found;
};

/** All matches: texts for one group, arrays of texts for several. */
const extractAll: ScalarFunction = ([pattern, second, third]) => {
  const source = toText(third ?? second);
  const groups = countGroups(String(pattern.constant?.value ?? '()'));
  const one = (group: number) => `regexp_extract_all(${source}, ${toText(pattern)}, ${group})`;
  const json = (list: string) => `list_transform(${list}, lambda x: to_json(x)::VARCHAR)`;
  if (groups === 1) {
    return `kql_array(${json(one(1))})`;
  }
  const rows = Array.from({ length: groups }, (_, index) => one(index + 1));
  return `coalesce(to_json(list_transform(list_zip(${rows.join(', ')}), lambda x: [${rows.map((_, index) => `x[${index + 1}]`).join(', ')}]))::VARCHAR, '[]')`;
};

function countGroups(pattern: string): number {
  return Math.max(1, (pattern.replace(/\\./g, '').match(/\((?!\?)|\(\?P</g) ?? []).length);
}

/** Replacement texts name groups `\1`, in Kusto and in DuckDB. */
const replaceRegex = (text: string, pattern: string, by: string) => `regexp_replace(${text}, ${pattern}, ${by}, 'g')`;

const trim = (left: boolean, right: boolean): ScalarFunction =>
  ofText((pattern, text) => {
    const start = left ? `regexp_replace(${text}, '^(?:' || ${pattern} || ')', '')` : text;
    return right ? `regexp_replace(${start}, '(?:' || ${pattern} || ')$', '')` : start;
  });

const isEmpty = (value: Scalar): string =>
  value.type === 'string' || value.type === 'dynamic' ? `(${toText(value)} = '')` : `(${value.sql} IS NULL)`;

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
  countof: countOf,
  reverse: ofText((text) => `reverse(${text})`),
  strrep: ([text, times, delimiter]) =>
    delimiter
      ? `array_to_string(list_transform(range(${times.sql}), lambda x: ${toText(text)}), ${toText(delimiter)})`
      : `repeat(${toText(text)}, ${times.sql})`,
  strcmp: ofText((a, b) => `(CASE WHEN ${a} < ${b} THEN -1 WHEN ${a} > ${b} THEN 1 ELSE 0 END)::BIGINT`),
  replace_string: ofText((text, lookup, by) => `replace(${text}, ${lookup}, ${by})`),
  replace_regex: ofText(replaceRegex),
  replace: ofText((pattern, by, text) => replaceRegex(text, pattern, by)),
  trim: trim(true, true),
  trim_start: trim(true, false),
  trim_end: trim(false, true),
  extract,
  extract_all: extractAll,
  isempty: ([value]) => isEmpty(value),
  isnotempty: ([value]) => `(NOT ${isEmpty(value)})`,
  translate: ofText((from, to, text) => `translate(${text}, ${from}, ${to})`),
  hash_sha256: ofText((text) => `sha256(${text})`),
  hash_sha1: ofText((text) => `sha1(${text})`),
  hash_md5: ofText((text) => `md5(${text})`),
  base64_encode_tostring: ofText((text) => `to_base64(encode(${text}))`),
  base64_decode_tostring: ofText((text) => `coalesce(TRY(decode(from_base64(${text}))), '')`),
  url_encode: ofText((text) => `url_encode(${text})`),
  url_encode_component: ofText((text) => `url_encode(${text})`),
  url_decode: ofText((text) => `url_decode(${text})`),
  parse_url: ofText((text) => `kql_parse_url(${text})`),
  parse_path: ofText((text) => `kql_parse_path(${text})`),
  regex_quote: ofText((text) => `regexp_escape(${text})`),
};
