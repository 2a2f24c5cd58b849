/** Ranges of IPv4 addresses as patterns: far faster than numbers, since DuckDB asks one once for each distinct text. */
import { textLiteral } from '../scalar';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ADDRESS = [OCTET, OCTET, OCTET, OCTET].join('\\.');

/** Blanks around an address and a prefix behind it do not count. */
const written = (address: string) => textLiteral(`\\s*(?:${address})(?:/(?:\\d|[12]\\d|3[0-2]))?\\s*`);

/** SQL: whether an address is in one of the ranges; null for what is no address. */
export function inRanges(text: string, patterns: string[]): string {
  const no = `NOT regexp_full_match(${text}, ${written(ADDRESS)})`;
  return `(regexp_full_match(${text}, ${written(patterns.join('|'))}) OR nullif(${no}, true))`;
}

/** The pattern of the addresses in a range such as `10.0.0.0/8`; undefined for what is no range. */
export function rangePattern(range: string): string | undefined {
  const [, address = '', prefix = '32'] = /^([\d.]+)(?:\/(\d|[12]\d|3[0-2]))?$/.exec(range) ?? [];
  if (!new RegExp(`^${ADDRESS}$`).test(address)) {
    return undefined;
  }
  return address
    .split('.')
    .map((octet, index) => {
      const open = 8 - Math.min(8, Math.max(0, Number(prefix) - index * 8));
      const first = (Number(octet) >> open) << open;
      const numbers = Array.from({ length: 1 << open }, (_, more) => first + more);
      return open === 8 ? OCTET : `(?:${numbers.join('|')})`;
    })
    .join('\\.');
}
