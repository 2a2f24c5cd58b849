import { toText } from '../conversion';
import type { ScalarFunction } from './call';

const PRIVATE = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const;

function parse(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** Private by RFC 1918; null for what is no IPv4 address. A prefix (`10.0.0.0/8`) is judged by its first address. */
const isPrivate: ScalarFunction = ([address]) => {
  const ip = `kql_ipv4(${toText(address)})`;
  const tests = PRIVATE.map(([network, bits]) => `${ip} >> ${32 - bits} = ${parse(network) >>> (32 - bits)}`);
  return `(${tests.join(' OR ')})`;
};

export const ADDRESSES: Record<string, ScalarFunction> = {
  ipv4_is_private: isPrivate,
  ipv4_is_in_range: ([address, range]) => `kql_ipv4_in(${toText(address)}, ${toText(range)})`,
  ipv4_is_match: ([address, other, prefix]) =>
    `kql_ipv4_match(${toText(address)}, ${toText(other)}, ${prefix?.sql ?? '32'})`,
  ipv4_is_in_any_range: ([address, ...ranges]) =>
    `(${ranges
      .map((range) =>
        range.type === 'dynamic'
          ? `list_bool_or(list_transform(kql_texts(${range.sql}), lambda x: kql_ipv4_in(${toText(address)}, x)))`
          : `kql_ipv4_in(${toText(address)}, ${toText(range)})`
      )
      .join(' OR ')})`,
  parse_ipv4: ([address]) =>
    `(kql_ipv4(${toText(address)}) >> (32 - kql_prefix(${toText(address)}))) << (32 - kql_prefix(${toText(address)}))`,
  has_ipv4: ([text, address]) =>
    `(coalesce(kql_ipv4(${toText(address)}), -1) >= 0 AND kql_has(${toText(text)}, ${toText(address)}, true, true))`,
};
