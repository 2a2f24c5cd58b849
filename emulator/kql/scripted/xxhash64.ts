/** xxHash64 with seed 0 (github.com/Cyan4973/xxHash, doc/xxhash_spec.md), the hash behind Kusto's `hash`. */
import { ofKnown, type Scripted } from './scripted';

const [P1, P2, P3, P4, P5] = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
] as const;

const wrap = (value: bigint) => BigInt.asUintN(64, value);
const rotate = (value: bigint, by: bigint) => wrap((value << by) | (value >> (64n - by)));
const round = (lane: bigint, input: bigint) => wrap(rotate(wrap(lane + input * P2), 31n) * P1);
const merge = (hash: bigint, lane: bigint) => wrap((hash ^ round(0n, lane)) * P1 + P4);

/** Whole stripes of 32 bytes, mixed into four lanes. */
function stripes(bytes: Buffer): { hash: bigint; at: number } {
  const lanes = [wrap(P1 + P2), P2, 0n, wrap(-P1)];
  let at = 0;
  for (; at + 32 <= bytes.length; at += 32) {
    lanes.forEach((lane, index) => (lanes[index] = round(lane, bytes.readBigUInt64LE(at + 8 * index))));
  }
  const rotations = [1n, 7n, 12n, 18n];
  const sum = wrap(lanes.reduce((total, lane, index) => total + rotate(lane, rotations[index]!), 0n));
  return { hash: lanes.reduce(merge, sum), at };
}

export function xxhash64(bytes: Buffer): bigint {
  let { hash, at } = bytes.length >= 32 ? stripes(bytes) : { hash: P5, at: 0 };
  hash = wrap(hash + BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8) {
    hash = wrap(rotate(hash ^ round(0n, bytes.readBigUInt64LE(at)), 27n) * P1 + P4);
  }
  if (at + 4 <= bytes.length) {
    hash = wrap(rotate(hash ^ wrap(BigInt(bytes.readUInt32LE(at)) * P1), 23n) * P2 + P3);
    at += 4;
  }
  for (; at < bytes.length; at++) {
    hash = wrap(rotate(hash ^ wrap(BigInt(bytes[at]!) * P5), 11n) * P1);
  }
  hash = wrap((hash ^ (hash >> 33n)) * P2);
  hash = wrap((hash ^ (hash >> 29n)) * P3);
  return BigInt.asIntN(64, hash ^ (hash >> 32n));
}

function littleEndian(value: string): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes;
}

export const HASHES: Record<string, Scripted> = {
  hash_text: ofKnown((text) => String(xxhash64(Buffer.from(text)))),
  hash_long: ofKnown((value) => String(xxhash64(littleEndian(value)))),
};
