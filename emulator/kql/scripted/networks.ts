/** IPv6 and IPv4 addresses with their prefixes, as 128 bits: an IPv4 address is `::ffff:a.b.c.d`. */
import { ofKnown, type Scripted } from './scripted';

interface Network {
  bits: bigint;
  prefix: number;
}

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

function parseIpv4(text: string): bigint | undefined {
  const octets = IPV4.exec(text)?.slice(1).map(Number);
  return octets?.every((octet) => octet <= 255)
    ? octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n)
    : undefined;
}

/** Groups of one side of `::`; the last may be an IPv4 address. */
function groupsOf(text: string): bigint[] | undefined {
  const groups: bigint[] = [];
  for (const part of text === '' ? [] : text.split(':')) {
    const ipv4 = parseIpv4(part);
    if (ipv4 !== undefined) {
      groups.push(ipv4 >> 16n, ipv4 & 0xffffn);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) {
      groups.push(BigInt(`0x${part}`));
    } else {
      return undefined;
    }
  }
  return groups;
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  const [head, tail] = [groupsOf(halves[0]!), groupsOf(halves[1] ?? '')];
  if (!head || !tail || halves.length > 2) {
    return undefined;
  }
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) {
    return undefined;
  }
  return [...head, ...Array<bigint>(missing).fill(0n), ...tail].reduce((sum, group) => (sum << 16n) | group, 0n);
}

/** `::192.0.2.1` is written for `::ffff:192.0.2.1`, as the service reads it. */
function mapped(bits: bigint, text: string): bigint {
  return /^::\d+\.\d+\.\d+\.\d+$/.test(text) ? bits | (0xffffn << 32n) : bits;
}

function parseNetwork(text: string): Network | undefined {
  const [address = '', length, ...more] = text.trim().split('/');
  if (more.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) {
    return undefined;
  }
  const ipv4 = parseIpv4(address);
  // Behind a dotted address stands the prefix of an IPv4 one.
  const prefix = length === undefined ? 128 : Number(length) + (address.includes('.') ? 96 : 0);
  const bits = ipv4 !== undefined ? ipv4 | (0xffffn << 32n) : parseIpv6(address.replace(/%.*/, ''));
  return bits === undefined || prefix > 128 ? undefined : { bits: mapped(bits, address), prefix };
}

const mask = (bits: bigint, prefix: number) => (bits >> BigInt(128 - prefix)) << BigInt(128 - prefix);

/** -1, 0 or 1 over the bits that all three prefixes leave. */
function compare(a: string, b: string, prefix = '128'): number | undefined {
  const [left, right] = [parseNetwork(a), parseNetwork(b)];
  const bits = Number(prefix);
  if (!left || !right || !(bits >= 0 && bits <= 128)) {
    return undefined;
  }
  const shared = Math.min(left.prefix, right.prefix, bits);
  const [x, y] = [mask(left.bits, shared), mask(right.bits, shared)];
  return x === y ? 0 : x < y ? -1 : 1;
}

function inRange(address: string, range: string): boolean | undefined {
  const [one, all] = [parseNetwork(address), parseNetwork(range)];
  return one && all && mask(one.bits, all.prefix) === mask(all.bits, all.prefix) && one.prefix >= all.prefix;
}

function canonical(text: string, prefix = '128'): string {
  const network = parseNetwork(text);
  const bits = Number(prefix);
  if (!network || !(bits >= 0 && bits <= 128)) {
    return '';
  }
  const hex = mask(network.bits, Math.min(network.prefix, bits)).toString(16).padStart(32, '0');
  return hex.match(/.{4}/g)!.join(':');
}

const ipv4Text = (bits: number) => [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');

/** The fewest CIDR blocks from one IPv4 address to another, both included. */
function cidrList(from: string, to: string): string | null {
  const [first, last] = [parseIpv4(from), parseIpv4(to)].map((bits) => (bits === undefined ? NaN : Number(bits)));
  if (Number.isNaN(first!) || Number.isNaN(last!) || first! > last!) {
    return null;
  }
  const blocks: string[] = [];
  for (let at = first!; at <= last!;) {
    let size = 1;
    while (at % (size * 2) === 0 && at + size * 2 - 1 <= last!) {
      size *= 2;
    }
    blocks.push(`${ipv4Text(at)}/${32 - Math.log2(size)}`);
    at += size;
  }
  return JSON.stringify(blocks);
}

const orNull = (value: unknown) => (value === undefined ? null : String(value));

export const NETWORKS: Record<string, Scripted> = {
  ipv6_compare: ofKnown((a, b, prefix) => orNull(compare(a!, b!, prefix))),
  ipv6_is_in_range: ofKnown((address, range) => orNull(inRange(address!, range!))),
  parse_ipv6: (text, ...prefix) => (text === null || prefix[0] === null ? '' : canonical(text, prefix[0])),
  ipv4_range_to_cidr_list: ofKnown((from, to) => cidrList(from!, to!)),
};
