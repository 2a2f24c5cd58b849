import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive. */
export interface Entry {
  /** With slashes, from the archive's root. */
  path: string;
  bytes: Buffer;
  /** May be started: a program, not a text. */
  executable: boolean;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20; // 2.0: deflate
const MADE_ON_UNIX = (3 << 8) | VERSION;
const UTF8 = 0x0800;
const DEFLATE = 8;
/** 1980-01-01, the format's first day: the same files make the same archive, byte for byte. */
const DAY_ONE = 0x0021;

/**
 * Packs files as a ZIP archive (PKWARE APPNOTE 6.3, no extensions), with Unix permissions: 0755 for what may be started,
 * else 0644. Grafana unpacks these as they are, and a server half without them can't be started.
 */
export function zip(entries: Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed = deflateRawSync(entry.bytes, { level: 9 });
    const name = Buffer.from(entry.path, 'utf8');
    const facts = factsOf(entry, packed.length, name.length);
    const local = Buffer.concat([number32(LOCAL), facts, name, packed]);
    parts.push(local);
    directory.push(Buffer.concat([number32(CENTRAL), number16(MADE_ON_UNIX), facts, tail(entry, offset), name]));
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const count = number16(entries.length);
  const end = [number32(END), number32(0), count, count, number32(central.length), number32(offset), number16(0)];
  return Buffer.concat([...parts, central, ...end]);
}

/** What both of a file's headers say alike. */
function factsOf(entry: Entry, packed: number, name: number): Buffer {
  return Buffer.concat([
    ...[VERSION, UTF8, DEFLATE, 0, DAY_ONE].map(number16),
    ...[crc32(entry.bytes), packed, entry.bytes.length].map(number32),
    ...[name, 0].map(number16),
  ]);
}

/** What the directory alone says: no comment, first disk, a binary file, its permissions, where it starts. */
function tail(entry: Entry, offset: number): Buffer {
  const regularFile = 0o100000;
  const mode = regularFile | (entry.executable ? 0o755 : 0o644);
  return Buffer.concat([...[0, 0, 0].map(number16), number32(mode * 0x10000), number32(offset)]);
}

function number16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
