import { convert, toText } from '../conversion';
import { constantText, type Scalar } from '../scalar';
import { scripted } from '../scripted/scripted';
import { ofText, type ScalarFunction } from './call';
import { inRanges, rangePattern } from './ipv4Patterns';

const OCTET = '(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)';
const PREFIX = '(?:/(?:\\d|[12]\\d|3[0-2]))?';
const ADDRESS = `${OCTET}(?:\\.${OCTET}){3}${PREFIX}`;
/** RFC 1918. */
const PRIVATE = `(?:0?10\\.${OCTET}|172\\.0?(?:1[6-9]|2\\d|3[01])|192\\.168)` + `(?:\\.${OCTET}){2}${PREFIX}`;

/**
 * Null for what is no IPv4 address. A prefix (`10.0.0.0/8`) is judged by its first address. Two patterns are much faster
 * than numbers: DuckDB asks them once for each distinct text.
 */
const isPrivate: ScalarFunction = ([address]) => {
  const text = toText(address);
  const no = `NOT regexp_full_match(${text}, '${ADDRESS}')`;
  return `(regexp_full_match(${text}, '${PRIVATE}') OR nullif(${no}, true))`;
};

/** The ranges that the query spells are one pattern. */
const inAnyRange: ScalarFunction = ([address, ...ranges]) => {
  const text = toText(address);
  const patterns: string[] = [];
  const tests = ranges.flatMap((range) => {
    const pattern = rangePattern(constantText(range) ?? '');
    if (pattern !== undefined) {
      patterns.push(pattern);
      return [];
    }
    return range.type === 'dynamic'
      ? [`list_bool_or(list_transform(kql_texts(${range.sql}), lambda x: kql_ipv4_in(${text}, x)))`]
      : [`kql_ipv4_in(${text}, ${toText(range)})`];
  });
  return `(${[...(patterns.length > 0 ? [inRanges(text, patterns)] : []), ...tests].join(' OR ')})`;
};

/** An address as its number, of a text or of the number itself; a prefix in the text counts as well. */
const parsed = (value: Scalar) =>
  ['int', 'long'].includes(value.type) ? convert(value, 'long') : `kql_ipv4(${toText(value)})`;
const prefixIn = (value: Scalar) => (['int', 'long'].includes(value.type) ? '32' : `kql_prefix(${toText(value)})`);

/** The bits that count; null where the given ones are none. */
const bitsOf = (value: Scalar, prefix?: Scalar) =>
  prefix
    ? `CASE WHEN ${prefix.sql} BETWEEN 0 AND 32 THEN least(${prefixIn(value)}, ${prefix.sql}) END`
    : prefixIn(value);

const masked = (value: Scalar, prefix?: Scalar) => `kql_masked(${parsed(value)}, ${bitsOf(value, prefix)})`;

const compare: ScalarFunction = ([a, b, prefix]) => {
  const bits = `least(${bitsOf(a, prefix)}, ${bitsOf(b, prefix)})`;
  const side = (value: Scalar) => `kql_masked(${parsed(value)}, ${bits})`;
  return `sign(${side(a)} - ${side(b)})::BIGINT`;
};

/** One test for each address of the list, or for those of an array. */
const anyOf = (wanted: Scalar[], test: (address: string) => string) =>
  `(${wanted
    .map((value) =>
      value.type === 'dynamic'
        ? `coalesce(list_bool_or(list_transform(kql_texts(${value.sql}), lambda x: ${test('x')})), false)`
        : test(toText(value))
    )
    .join(' OR ')})`;

const hasAddress = (text: Scalar) => (address: string) =>
  `(kql_ipv4(${address}) IS NOT NULL AND kql_has(${toText(text)}, ${address}, true, true))`;
const hasPrefix = (text: Scalar) => (prefix: string) => `kql_has_ipv4_prefix(${toText(text)}, ${prefix})`;

const ipv6Compare: ScalarFunction = ([a, b, prefix]) =>
  `${scripted('ipv6_compare', toText(a), toText(b), ...(prefix ? [prefix.sql] : []))}::BIGINT`;

const ipv6InRange = (address: Scalar, range: string) =>
  `${scripted('ipv6_is_in_range', toText(address), range)}::BOOLEAN`;

export const ADDRESSES: Record<string, ScalarFunction> = {
  ipv4_is_private: isPrivate,
  ipv4_is_in_range: inAnyRange,
  ipv4_is_match: ([address, other, prefix]) =>
    `kql_ipv4_match(${toText(address)}, ${toText(other)}, ${prefix?.sql ?? '32'})`,
  ipv4_is_in_any_range: inAnyRange,
  parse_ipv4: ([address]) => masked(address),
  parse_ipv4_mask: ([address, prefix]) => masked(address, prefix),
  format_ipv4: ([address, prefix]) => `coalesce(kql_ipv4_text(${masked(address, prefix)}), '')`,
  format_ipv4_mask: ([address, prefix]) =>
    `coalesce(kql_ipv4_text(${masked(address, prefix)}) || '/' || (${bitsOf(address, prefix)})::VARCHAR, '')`,
  ipv4_compare: compare,
  ipv4_range_to_cidr_list: ofText((from, to) => scripted('ipv4_range_to_cidr_list', from, to)),
  ipv6_compare: ipv6Compare,
  ipv6_is_match: (args, call) => `(${ipv6Compare(args, call) as string} = 0)`,
  ipv6_is_in_range: ([address, range]) => ipv6InRange(address, toText(range)),
  ipv6_is_in_any_range: ([address, ...ranges]) => anyOf(ranges, (range) => ipv6InRange(address, range)),
  parse_ipv6: ofText((text) => scripted('parse_ipv6', text)),
  parse_ipv6_mask: ([text, prefix]) => scripted('parse_ipv6', toText(text), prefix.sql),
  has_ipv4: ([text, address]) => hasAddress(text)(toText(address)),
  has_any_ipv4: ([text, ...wanted]) => anyOf(wanted, hasAddress(text)),
  has_ipv4_prefix: ([text, prefix]) => hasPrefix(text)(toText(prefix)),
  has_any_ipv4_prefix: ([text, ...wanted]) => anyOf(wanted, hasPrefix(text)),
};
