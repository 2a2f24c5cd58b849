/** Bytes written as text: base64, GUIDs, compressed text. */
import { gunzipSync, inflateSync } from 'node:zlib';

import { fromJson, ofKnown, type Scripted } from './scripted';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Undefined for what is no base64. */
function bytesOf(base64: string): Buffer | undefined {
  return BASE64.test(base64) ? Buffer.from(base64, 'base64') : undefined;
}

/** A GUID's first three groups are numbers with the low byte first. */
function swapped(bytes: Buffer): Buffer {
  return Buffer.from([3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map((index) => bytes[index] ?? 0));
}

function opened(base64: string, open: (bytes: Buffer) => Buffer): string {
  const bytes = bytesOf(base64);
  try {
    return bytes ? open(bytes).toString('utf8') : '';
  } catch {
    return '';
  }
}

export const ENCODINGS: Record<string, Scripted> = {
  base64_bytes: ofKnown((base64) => {
    const bytes = bytesOf(base64!);
    return bytes ? JSON.stringify([...bytes]) : null;
  }),
  base64_of_bytes: ofKnown((list) => {
    const bytes = fromJson(list!);
    const valid = Array.isArray(bytes) && bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255);
    return valid ? Buffer.from(bytes as number[]).toString('base64') : '';
  }),
  base64_of_guid: (guid) =>
    guid === null ? '' : swapped(Buffer.from(guid!.replaceAll('-', ''), 'hex')).toString('base64'),
  guid_of_base64: ofKnown((base64) => {
    const bytes = bytesOf(base64!);
    const groups =
      bytes?.length === 16 &&
      swapped(bytes)
        .toString('hex')
        .match(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/);
    return groups ? groups.slice(1).join('-') : null;
  }),
  gunzip: ofKnown((base64) => opened(base64!, gunzipSync)),
  inflate: ofKnown((base64) => opened(base64!, inflateSync)),
};
