/**
 * SQL macros that the translation calls. They hold the Kusto meaning that one DuckDB expression cannot: ticks since
 * 0001-01-01, dynamic values as JSON text, text that converts to null instead of failing.
 */
import { NOT_SUPPORTED, refusalSql } from './error';
import { GEOGRAPHY } from './geography';
import { UNITS } from './ticks';

import { scripted } from './scripted/scripted';

const EPOCH_SECONDS = '62135596800';
const SECOND = '10000000';
const SPAN = '^\\s*(-?\\d+(?:\\.\\d+)?)\\s*([A-Za-z]+)\\s*$';
const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';

/** The ticks of `1d` and the like. */
function spanUnits(): string {
  return Object.entries(UNITS)
    .map(([unit, ticks]) => `WHEN '${unit}' THEN ${ticks}`)
    .join(' ');
}

export const MACROS: Record<string, string> = {
  // a result that begins with `!` names what a scripted function met and does not handle
  'kql_refusable(r)': `CASE WHEN starts_with(r, '!') THEN error(substring(r, 2) || '${NOT_SUPPORTED}') ELSE r END`,
  // datetime
  'kql_timestamp(t)': `make_timestamp((t // 10) - ${EPOCH_SECONDS}000000)`,
  'kql_ticks(ts)': `(epoch_us(ts) + ${EPOCH_SECONDS}000000) * 10`,
  'kql_datetime_text(t)':
    `coalesce(strftime(make_timestamp((t // ${SECOND} - ${EPOCH_SECONDS}) * 1000000), '%Y-%m-%dT%H:%M:%S')` +
    ` || '.' || lpad((t % ${SECOND})::VARCHAR, 7, '0') || 'Z', '')`,
  // the first and the last time of all
  'kql_time(t)': `CASE WHEN t BETWEEN 0 AND 3155378975999999999 THEN t END`,
  // a local time that a clock skips counts by the offset after the gap
  'kql_zone_to_utc(ts, z)': `timezone('UTC', timezone(z, ts)) - (timezone(z, timezone(z, ts)) - ts)`,
  // the forms of RFC 822 and 850 without their day of the week and zone, which is always UTC
  'kql_mail_time(s)':
    `try_strptime(regexp_replace(regexp_replace(s, '^\\s*[A-Za-z]+,\\s*', ''), '\\s*(?:GMT|UTC|Z)?\\s*$', ''),` +
    ` ['%d %b %y %H:%M:%S', '%d %b %y %H:%M', '%d %b %y', '%d-%b-%y %H:%M:%S', '%d-%b-%y %H:%M', '%d-%b-%y',` +
    ` '%d %b %Y %H:%M:%S', '%d %b %Y %H:%M', '%d %b %Y', '%d-%b-%Y %H:%M:%S', '%d-%b-%Y %H:%M', '%d-%b-%Y'])`,
  'kql_parse_timestamp(s)':
    `CASE WHEN regexp_matches(s, '^\\s*\\d{4}-\\d') THEN coalesce(TRY_CAST(s AS TIMESTAMPTZ)::TIMESTAMP, try_strptime(s, '%Y-%m'))` +
    ` WHEN regexp_matches(s, '^\\s*(?:[A-Za-z]+,\\s*)?\\d{1,2}[ -][A-Za-z]{3}[ -]\\d') THEN kql_mail_time(s)` +
    ` WHEN regexp_matches(s, '\\d{4}') THEN try_strptime(s, ['%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %H:%M:%S',` +
    ` '%m/%d/%Y %H:%M', '%m/%d/%Y', '%m-%d-%Y %H:%M:%S', '%m-%d-%Y %H:%M', '%m-%d-%Y',` +
    ` '%m.%d.%Y', '%Y/%m/%d %H:%M:%S', '%Y/%m/%d', '%b %d, %Y', '%Y', '%Y%m%d']) END`,
  // TIMESTAMPTZ keeps six fraction digits; Kusto has a seventh.
  'kql_datetime(s)':
    `kql_ticks(kql_parse_timestamp(s))` + ` + coalesce(TRY_CAST(regexp_extract(s, '\\.\\d{6}(\\d)', 1) AS BIGINT), 0)`,
  // timespan: [-][d.]hh:mm:ss[.fffffff]
  'kql_timespan_text(t)':
    `coalesce(CASE WHEN t < 0 THEN '-' ELSE '' END` +
    ` || CASE WHEN abs(t) >= 864000000000 THEN (abs(t) // 864000000000)::VARCHAR || '.' ELSE '' END` +
    ` || lpad((abs(t) // 36000000000 % 24)::VARCHAR, 2, '0') || ':' || lpad((abs(t) // 600000000 % 60)::VARCHAR, 2, '0')` +
    ` || ':' || lpad((abs(t) // ${SECOND} % 60)::VARCHAR, 2, '0')` +
    ` || CASE WHEN abs(t) % ${SECOND} > 0 THEN '.' || lpad((abs(t) % ${SECOND})::VARCHAR, 7, '0') ELSE '' END, '')`,
  'kql_timespan_part(s, g)':
    `coalesce(TRY_CAST(regexp_extract(s, '^\\s*-?(?:(\\d+)\\.)?(\\d+):(\\d+)(?::(\\d+)(?:\\.(\\d{1,7}))?)?\\s*$', g)` +
    ` AS BIGINT), 0)`,
  'kql_span_unit(u)': `CASE lower(u) ${spanUnits()} END`,
  'kql_timespan(s)':
    `CASE WHEN regexp_matches(s, '^\\s*-?(\\d+\\.)?\\d+:\\d+(:\\d+(\\.\\d{1,7})?)?\\s*$') THEN` +
    ` (CASE WHEN starts_with(trim(s), '-') THEN -1 ELSE 1 END) * (kql_timespan_part(s, 1) * 864000000000` +
    ` + kql_timespan_part(s, 2) * 36000000000 + kql_timespan_part(s, 3) * 600000000` +
    ` + kql_timespan_part(s, 4) * ${SECOND} + coalesce(TRY_CAST(rpad(regexp_extract(s, '\\.(\\d{1,7})\\s*$', 1), 7, '0')` +
    ` AS BIGINT), 0) * (CASE WHEN regexp_matches(s, ':\\d+\\.\\d+\\s*$') THEN 1 ELSE 0 END))` +
    ` ELSE trunc(TRY_CAST(regexp_extract(s, '${SPAN}', 1) AS DOUBLE) * kql_span_unit(regexp_extract(s, '${SPAN}', 2)))::BIGINT END`,
  // 64 bits: what is moved out is lost, and the highest bit is the sign
  'kql_wrap(h)':
    `(((h + 9223372036854775808::HUGEINT) % 18446744073709551616::HUGEINT + 18446744073709551616::HUGEINT)` +
    ` % 18446744073709551616::HUGEINT - 9223372036854775808::HUGEINT)::BIGINT`,
  // text to numbers; DuckDB's cast would round '1.6' to 2, Kusto answers null
  'kql_long(s)':
    `CASE WHEN regexp_matches(s, '^\\s*[+-]?\\d+\\s*$') THEN TRY_CAST(s AS BIGINT)` +
    ` WHEN regexp_matches(s, '^\\s*0[xX][0-9a-fA-F]{1,16}\\s*$') THEN kql_wrap(TRY_CAST(lower(trim(s)) AS UBIGINT)::HUGEINT) END`,
  'kql_bool(s)': `CASE lower(s) WHEN 'true' THEN true WHEN 'false' THEN false ELSE kql_long(s) <> 0 END`,
  // DuckDB's cast reads 1_000 too
  'kql_real(s)': `TRY_CAST(replace(s, '_', 'x') AS DOUBLE)`,
  // out of bounds: a whole number keeps its lowest bits, a real one ends at the bound
  'kql_int(n)': `((n & 4294967295) - CASE WHEN n & 2147483648 > 0 THEN 4294967296 ELSE 0 END)::INTEGER`,
  'kql_real_long(r)':
    `CASE WHEN NOT isfinite(r) THEN NULL WHEN r >= 9223372036854775808 THEN 9223372036854775807` +
    ` WHEN r < -9223372036854775808 THEN -9223372036854775808 ELSE trunc(r)::BIGINT END`,
  'kql_real_int(r)': `CASE WHEN r IS NULL OR NOT isfinite(r) THEN NULL ELSE greatest(least(trunc(r), 2147483647), -2147483648)::INTEGER END`,
  // real numbers are written as .NET writes them
  'kql_real_text(r)':
    `CASE WHEN isnan(r) THEN 'NaN' WHEN isinf(r) THEN CASE WHEN r < 0 THEN '-inf' ELSE 'inf' END` +
    ` ELSE upper(r::VARCHAR) END`,
  'kql_infinite_json(r)': `CASE WHEN isnan(r) THEN '"NaN"' WHEN r < 0 THEN '"-Infinity"' WHEN r > 0 THEN '"Infinity"' END`,
  // dynamic
  'kql_json(s)': `CASE WHEN s = '' THEN NULL WHEN json_valid(s) THEN nullif(s, 'null') ELSE to_json(s)::VARCHAR END`,
  'kql_text(d)': `coalesce(json_extract_string(d, '$'), '')`,
  'kql_path(d, p)': `nullif(json_extract(d, p)::VARCHAR, 'null')`,
  'kql_key(d, k)': `CASE WHEN json_type(d) = 'OBJECT' THEN kql_path(d, '/' || replace(replace(k, '~', '~0'), '/', '~1')) END`,
  'kql_at(d, i)': `CASE WHEN json_type(d) = 'ARRAY' THEN kql_path(d, '$[' || i || ']') END`,
  // each step stands once where it can: to reach into a document takes longer than all the rest
  'kql_dynamic_long(d)':
    `coalesce(kql_long(kql_text(d)), CASE json_type(d) WHEN 'DOUBLE' THEN kql_real_long(kql_real(kql_text(d)))` +
    ` WHEN 'BOOLEAN' THEN (kql_text(d) = 'true')::BIGINT END)`,
  'kql_dynamic_int(d)':
    `coalesce(TRY_CAST(kql_dynamic_long(d) AS INTEGER), CASE json_type(d) WHEN 'DOUBLE'` +
    ` THEN kql_real_int(kql_real(kql_text(d))) WHEN 'VARCHAR' THEN NULL ELSE kql_int(kql_dynamic_long(d)) END)`,
  'kql_dynamic_real(d)': `coalesce(kql_real(json_extract_string(d, '$')), CASE WHEN json_type(d) = 'BOOLEAN' THEN (kql_text(d) = 'true')::DOUBLE END)`,
  'kql_dynamic_ticks(d)': `CASE json_type(d) WHEN 'VARCHAR' THEN NULL ELSE kql_dynamic_long(d) END`,
  'kql_dynamic_bool(d)': `CASE json_type(d) WHEN 'DOUBLE' THEN kql_real(kql_text(d)) <> 0 ELSE kql_bool(kql_text(d)) END`,
  'kql_items(d)': `CASE WHEN json_type(d) = 'ARRAY' THEN json_extract(d, '$[*]')::VARCHAR[] END`,
  'kql_array(l)': `coalesce('[' || array_to_string(list_transform(l, lambda x: coalesce(x, 'null')), ',') || ']', '[]')`,
  'kql_expand_array(d)':
    `CASE json_type(d) WHEN 'ARRAY' THEN kql_items(d) WHEN 'OBJECT' THEN list_transform(json_keys(d), lambda k:` +
    ` '[' || to_json(k)::VARCHAR || ',' || coalesce(kql_key(d, k), 'null') || ']') ELSE [d] END`,
  'kql_expand_bag(d)':
    `CASE json_type(d) WHEN 'ARRAY' THEN kql_items(d) WHEN 'OBJECT' THEN list_transform(json_keys(d), lambda k:` +
    ` '{' || to_json(k)::VARCHAR || ':' || coalesce(kql_key(d, k), 'null') || '}') ELSE [d] END`,
  // the first bag's keys come first and keep their values
  'kql_merge(a, b)':
    `CASE WHEN a IS NULL THEN b WHEN b IS NULL THEN a ELSE '{' || array_to_string(list_transform(list_concat(json_keys(a), list_filter(json_keys(b), lambda k: NOT list_contains(json_keys(a), k))),` +
    ` lambda k: to_json(k)::VARCHAR || ':' || coalesce(kql_key(a, k), kql_key(b, k), 'null')), ',') || '}' END`,
  // a set in the order of `first`, where that has all of it
  'kql_first_values(first, sorted)': `CASE WHEN len(list_distinct(first)) = len(sorted) THEN list_filter(first, lambda x, i: list_position(first, x) = i) ELSE sorted END`,
  'kql_texts(d)': `list_transform(kql_items(d), lambda x: kql_text(x))`,
  // arithmetic that floors toward minus infinity; a remainder is never negative
  'kql_mod(a, b)': `((a % b) + abs(b)) % abs(b)`,
  'kql_shift_left(a, n)': `CASE WHEN n >= 0 THEN kql_wrap(a::HUGEINT * (1::HUGEINT << (n % 64)::INTEGER)) END`,
  'kql_shift_right(a, n)': `CASE WHEN n >= 0 THEN a >> (n % 64) END`,
  // to a multiple of a negative size it rounds up; of 0 there are none
  'kql_bin(a, b)': `a - (a % b + b) % b`,
  // terms: runs of letters and digits
  'kql_edge(c)':
    `CASE WHEN strlen(c) < 2 THEN regexp_matches(c, '^[A-Za-z0-9]$')` +
    ` ELSE ${scripted('matches_term', 'c', `'^[\\p{L}\\p{N}]$'`)} = 'true' END`,
  'kql_term(n, l, r, c)':
    `CASE WHEN l AND kql_edge(left(n, 1)) THEN '(?:^|' || c || ')' ELSE '' END` +
    ` || regexp_escape(n) || CASE WHEN r AND kql_edge(right(n, 1)) THEN '(?:$|' || c || ')' ELSE '' END`,
  // a plain search first: to compile a pattern for every row and term takes far longer, most of all one of every script
  'kql_has(t, n, l, r)':
    `CASE WHEN NOT contains(t, n) THEN false` +
    ` WHEN regexp_matches(t, kql_term(n, l, r, '[\\x00-/:-@\\[-\`{-\\x7f]')) THEN true` +
    ` WHEN strlen(t) = length(t) THEN false ELSE regexp_matches(t, kql_term(n, l, r, '[^\\pL\\pN]')) END`,
  'kql_type(d)':
    `CASE json_type(d) WHEN 'OBJECT' THEN 'dictionary' WHEN 'ARRAY' THEN 'array' WHEN 'VARCHAR' THEN 'string'` +
    ` WHEN 'BOOLEAN' THEN 'bool' WHEN 'DOUBLE' THEN 'double' WHEN 'BIGINT' THEN 'long' WHEN 'UBIGINT' THEN 'long'` +
    ` ELSE 'null' END`,
  // IPv4 addresses as numbers; a prefix length in the text is left to kql_ipv4_in
  'kql_octet(s, n)': `TRY_CAST(split_part(split_part(s, '/', 1), '.', n) AS UTINYINT)::BIGINT`,
  'kql_ipv4(s)':
    `CASE WHEN regexp_matches(s, '^\\s*(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}(/(\\d|[12]\\d|3[0-2]))?\\s*$') THEN kql_octet(s, 1) * 16777216` +
    ` + kql_octet(s, 2) * 65536 + kql_octet(s, 3) * 256 + kql_octet(s, 4) END`,
  'kql_prefix(s)': `coalesce(TRY_CAST(nullif(split_part(s, '/', 2), '') AS BIGINT), 32)`,
  'kql_masked(ip, bits)': `CASE WHEN bits BETWEEN 0 AND 32 THEN (ip >> (32 - bits)) << (32 - bits) END`,
  'kql_ipv4_same(a, b, bits)': `kql_masked(kql_ipv4(a), bits) = kql_masked(kql_ipv4(b), bits)`,
  'kql_ipv4_text(ip)': `(ip >> 24)::VARCHAR || '.' || (ip >> 16 & 255)::VARCHAR || '.' || (ip >> 8 & 255)::VARCHAR || '.' || (ip & 255)::VARCHAR`,
  // a whole address, or one to three octets that end in a dot; the rest of the address follows in the text
  'kql_has_ipv4_prefix(t, p)':
    `(regexp_full_match(p, '(\\d{1,3}\\.){1,3}|(\\d{1,3}\\.){3}\\d{1,3}') AND regexp_matches(t, '(?:^|[^\\pL\\pN])'` +
    ` || regexp_escape(p) || CASE WHEN ends_with(p, '.') THEN '${OCTET}(?:\\.${OCTET}){' ||` +
    ` (3 - (length(p) - length(replace(p, '.', ''))))::VARCHAR` +
    ` || '}' ELSE '' END || '(?:$|[^\\pL\\pN])'))`,
  'kql_ipv4_match(a, b, bits)': `kql_ipv4_same(a, b, least(kql_prefix(a), kql_prefix(b), bits))`,
  'kql_ipv4_in(a, r)': `kql_ipv4_same(a, r, kql_prefix(r))`,
  // a name without a value says nothing; a name that comes several times has an array of values
  'kql_query_pairs(q)':
    `list_filter(list_transform(string_split(q, '&'), lambda p: {'k': split_part(p, '=', 1),` +
    ` 'v': substring(p, length(split_part(p, '=', 1)) + 2)}), lambda p: p.k <> '' AND p.v <> '')`,
  'kql_one_or_all(l)': `CASE WHEN len(l) = 1 THEN to_json(l[1])::VARCHAR ELSE to_json(l)::VARCHAR END`,
  'kql_query_bag(q)':
    `'{' || array_to_string(list_transform(list_sort(list_distinct(list_transform(kql_query_pairs(q), lambda p: p.k))),` +
    ` lambda n: to_json(n)::VARCHAR || ':' || kql_one_or_all(list_transform(list_filter(kql_query_pairs(q), lambda p: p.k = n),` +
    ` lambda p: url_decode(p.v)))), ',') || '}'`,
  'kql_url_part(u, g)': `regexp_extract(u, '^([A-Za-z][A-Za-z0-9+.-]*)://(?:([^:@/?#]*)(?::([^@/?#]*))?@)?(\\[[^\\]]*\\]|[^:/?#]*)(?::(\\d+))?([^?#]*)(?:\\?([^#]*))?(?:#(.*))?$', g)`,
  'kql_parse_url(u)':
    `json_object('Scheme', kql_url_part(u, 1), 'Host', kql_url_part(u, 4), 'Port', kql_url_part(u, 5),` +
    ` 'Path', CASE WHEN kql_url_part(u, 6) = '/' AND ends_with(u, '/') THEN '' ELSE kql_url_part(u, 6) END, 'Username', kql_url_part(u, 2), 'Password', kql_url_part(u, 3),` +
    ` 'Query Parameters', kql_query_bag(kql_url_part(u, 7))::JSON, 'Fragment', kql_url_part(u, 8))::VARCHAR`,
  'kql_file(p)': `regexp_extract(p, '[^\\\\/]*$')`,
  'kql_path_part(p, g)': `regexp_extract(p, '^(?:([A-Za-z][A-Za-z0-9+.-]+)://)?((?:([A-Za-z]:))?(?:(.*)[\\\\/])?)([^\\\\/:]*)(?::(.*))?$', g)`,
  'kql_parse_path(p)':
    `json_object('Scheme', kql_path_part(p, 1), 'RootPath', kql_path_part(p, 3),` +
    ` 'DirectoryPath', kql_path_part(p, 3) || kql_path_part(p, 4), 'DirectoryName', kql_file(kql_path_part(p, 4)),` +
    ` 'Filename', kql_path_part(p, 5), 'Extension', regexp_extract(kql_path_part(p, 5), '\\.([^.]*)$', 1),` +
    ` 'AlternateDataStreamName', kql_path_part(p, 6))::VARCHAR`,
  'kql_places(t, n)': `list_filter(range(0, greatest(length(t) - length(n) + 1, 0)), lambda i: substring(t, i + 1, length(n)) = n)`,
  // `m` and `p`: the matches and what stands between them, in the part of the text that is searched
  'kql_place_of_regex(m, p, nth)':
    `CASE WHEN nth > len(m) OR nth = 0 THEN -1 ELSE list_sum(list_transform(p[1 : nth], lambda x: length(x)))` +
    ` + coalesce(list_sum(list_transform(m[1 : nth - 1], lambda x: length(x))), 0) END`,
  'kql_part(t, s, n)': `CASE WHEN n < 0 THEN substring(t, s + 1) ELSE substring(t, s + 1, n) END`,
  'kql_index_of_regex(t, r, s, n, nth)':
    `(CASE WHEN s < 0 OR n < -1 OR nth < 0 THEN NULL WHEN regexp_full_match('', r)` +
    ` THEN ${refusalSql('indexof_regex with a pattern that matches nothing')}::BIGINT` +
    ` ELSE (SELECT CASE WHEN f < 0 THEN -1 ELSE f + s END FROM (SELECT kql_place_of_regex(` +
    `regexp_extract_all(kql_part(t, s, n), r), regexp_split_to_array(kql_part(t, s, n), r), nth) AS f)) END)::BIGINT`,
  'kql_url_encode(t)':
    `array_to_string(list_transform(string_split(url_encode(t), '%'), lambda p, i: CASE WHEN i = 1 THEN p` +
    ` ELSE lower(left(p, 2)) || substring(p, 3) END), '%')`,
  ...GEOGRAPHY,
};

/** The statements that create the macros, in an order that lets each use those before it. */
export function macroStatements(): string[] {
  return Object.entries(MACROS).map(([head, body]) => `CREATE OR REPLACE MACRO ${head} AS ${body}`);
}
