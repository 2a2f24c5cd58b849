import { gunzipSync } from 'node:zlib';

import { portalUrl } from './portal';

beforeAll(async () => {
  // jsdom has neither streams nor compression of its own.
  const { Blob } = await import('node:buffer');
  const { CompressionStream } = await import('node:stream/web');
  Object.assign(globalThis, {
    Blob,
    CompressionStream,
    Response: class {
      constructor(private readonly body: AsyncIterable<Uint8Array>) {}
      async arrayBuffer() {
        const parts: Uint8Array[] = [];
        for await (const part of this.body) parts.push(part);
        return Buffer.concat(parts);
      }
    },
  });
});

const queryOf = (url: string | undefined) =>
  gunzipSync(Buffer.from(new URL(url ?? '').searchParams.get('query') ?? '', 'base64url')).toString('utf16le');

it('carries the query as the portal reads it', async () => {
  const url = await portalUrl('DeviceInfo | where a == "é😀"', 'commercial', 3_600_000);
  expect(queryOf(url)).toBe('DeviceInfo | where a == "é😀"');
  expect(url).toMatch(/^https:\/\/security\.microsoft\.com\/v2\/advanced-hunting\?query=[\w-]+&timeRangeId=day$/);
});

it.each([
  ['gccHigh', /security\.microsoft\.us/],
  ['dod', /security\.apps\.mil/],
] as const)('goes to the portal of %s', async (cloud, host) => {
  expect(await portalUrl('T', cloud)).toMatch(host);
});

it('is none in China, for an empty query, and for one that is too long', async () => {
  const long = Array.from({ length: 9000 }, (_, i) => String.fromCharCode(33 + ((i * 7919) % 5000))).join('');
  expect(await portalUrl('T', 'china')).toBeUndefined();
  expect(await portalUrl(' ')).toBeUndefined();
  expect(await portalUrl(long)).toBeUndefined();
});
