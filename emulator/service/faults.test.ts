import { gunzipSync } from 'node:zlib';

import { REGISTRATION } from '../entra/registration';
import { errorOf, GRAPH, MDE, startService, type TestService, XDR } from '../testing/service';
import { NAMED_FAULTS } from './faultRequest';

let service: TestService;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

beforeEach(() => service.reset());

const ask = (fault: unknown) => service.call('/_emulator/faults', { method: 'POST', body: fault });
const hunt = (path?: string) => service.hunt({ Query: 'T' }, {}, path);

describe('a fault', () => {
  it('happens as often as it was told to', async () => {
    await ask({ times: 2, status: 429, headers: { 'Retry-After': '3' }, body: { error: { code: 'TooManyRequests' } } });
    const got = [await hunt(), await hunt(), await hunt()];
    expect(got.map(({ status }) => status)).toEqual([429, 429, 200]);
    expect(got[0]!.headers['retry-after']).toBe('3');
  });

  it('at the sign-in leaves hunts alone, and the other way round', async () => {
    await ask([{ path: 'token', status: 503, body: 'busy' }, { status: 502 }]);
    expect((await hunt()).status).toBe(502);
    expect((await hunt()).status).toBe(200);
    expect((await service.call(`/${REGISTRATION.tenantId}/oauth2/v2.0/token`, { method: 'POST' })).status).toBe(503);
  });

  it.each([
    ['with a field it does not know', { speed: 1 }, '"speed"'],
    ['with a name it does not know', { name: 'earthquake' }, '"earthquake"'],
    ['that is no number of times', { times: 'many' }, '"times"'],
    ['elsewhere', { path: 'mail' }, '"mail"'],
    ['of a hunt at the sign-in', { name: 'slowQuery', path: 'token' }, '"runMs"'],
    ['that is no object', 'cut', 'JSON object'],
    ['with a status that is none', { status: 42 }, '200 to 599'],
  ])('%s is refused by name', async (_, fault, name) => {
    const { status, text } = await ask(typeof fault === 'string' ? JSON.stringify(fault) : fault);
    expect([status, JSON.parse(text).error]).toEqual([400, expect.stringContaining(name)]);
    expect((await hunt()).status).toBe(200);
  });
});

describe('the fault', () => {
  it('delay waits, then answers truly', async () => {
    service.time.waits.length = 0;
    await ask({ name: 'delay', delayMs: 30_000 });
    expect((await hunt()).status).toBe(200);
    expect(service.time.waits).toEqual([30_000]);
  });

  it('status answers with it', async () => {
    await ask({ name: 'status', status: 418, body: { short: true } });
    expect(await hunt()).toMatchObject({ status: 418, text: '{"short":true}' });
  });

  it.each([
    [GRAPH, 'TooManyRequests', { innerError: { status: '429', message: 'Please retry after' } }],
    [XDR, 'TooManyRequests', { target: expect.stringMatching(/^\|/) }],
    [MDE, 'TooManyRequests', { target: expect.stringMatching(/^\|/) }],
  ])('callsQuota and cpuQuota are 429 in the words of %s, with Retry-After and without', async (path, code, more) => {
    await ask([{ name: 'callsQuota' }, { name: 'callsQuota', retryAfter: 7 }, { name: 'cpuQuota' }]);
    await ask({ name: 'cpuQuota', retryAfter: 60 });
    const got = [await hunt(path), await hunt(path), await hunt(path), await hunt(path)];
    expect(got.map(({ status, headers }) => [status, headers['retry-after']])).toEqual([
      [429, undefined],
      [429, '7'],
      [429, undefined],
      [429, '60'],
    ]);
    expect(errorOf(got[0]!)).toMatchObject({
      code,
      message: 'API calls quota exceeded! maximum allowed 45 per 00:01:00',
      ...more,
    });
    expect(errorOf(got[3]!).message).toBe(
      'You have exceeded processing resources allocated to this tenant. You can run queries again in 00:01:00.'
    );
  });

  it('unknownError is 500 or 504 without a word', async () => {
    await ask([{ name: 'unknownError' }, { name: 'unknownError', status: 504 }, { name: 'unknownError' }]);
    const got = [await hunt(), await hunt(), await hunt(XDR)];
    expect(got.map((answer) => [answer.status, errorOf(answer).code, errorOf(answer).message])).toEqual([
      [500, 'UnknownError', ''],
      [504, 'UnknownError', ''],
      [500, 'InternalServerError', ''],
    ]);
  });

  it('page is a proxy’s', async () => {
    await ask([{ name: 'page' }, { name: 'page', status: 413 }]);
    const got = [await hunt(), await hunt()];
    expect(got.map(({ status, headers }) => [status, headers['content-type']])).toEqual([
      [502, 'text/html'],
      [413, 'text/html'],
    ]);
    expect(got.map(({ text }) => /<h1>(.*)<\/h1>/.exec(text)?.[1])).toEqual([
      '502 Bad Gateway',
      '413 Request Entity Too Large',
    ]);
  });

  it.each([0, 10])('cut breaks the connection after %d bytes', async (cutAfterBytes) => {
    await ask({ name: 'cut', cutAfterBytes });
    await expect(hunt()).rejects.toThrow(/aborted|hang up|reset/);
    const { calls } = JSON.parse((await service.call('/_emulator/calls')).text);
    expect(calls[0]).toMatchObject({ status: 200, bytes: cutAfterBytes });
  });

  it('drip sends a tenth of a second’s bytes at a time', async () => {
    const whole = (await hunt()).text;
    service.time.waits.length = 0;
    await ask({ name: 'drip', bytesPerSecond: 200 });
    expect((await hunt()).text).toBe(whole);
    expect(service.time.waits).toEqual(Array(Math.ceil(Buffer.byteLength(whole) / 20)).fill(100));
  });

  it('malformedJson breaks the answer behind its beginning', async () => {
    service.answer = () =>
      Promise.resolve({
        columns: [{ name: 'A', type: 'string' }],
        rows: Array.from({ length: 9 }, () => ['{"x":1}']),
      });
    const whole = (await hunt()).text;
    await ask({ name: 'malformedJson' });
    const { status, text } = await hunt();
    expect(status).toBe(200);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(text.slice(0, 50)).toBe(whole.slice(0, 50));
  });

  it('wrongTypes keeps the schema and breaks its promises', async () => {
    service.answer = () =>
      Promise.resolve({
        columns: [
          { name: 'Count', type: 'long' },
          { name: 'At', type: 'datetime' },
          { name: 'Who', type: 'string' },
          { name: 'What', type: 'dynamic' },
        ],
        rows: [[1n, 0n, 'x', '{}']],
      });
    await ask({ name: 'wrongTypes', times: 2 });
    const row = { Count: 'many', At: 'half past nine', Who: [42], What: true };
    expect(JSON.parse((await hunt()).text)).toMatchObject({ schema: [{ type: 'Int64' }, {}, {}, {}], results: [row] });
    expect(JSON.parse((await hunt(XDR)).text).Results).toEqual([row]);
  });

  it('redirect leads elsewhere', async () => {
    await ask([
      { name: 'redirect' },
      { name: 'redirect', status: 302, headers: { Location: 'https://other.example/' } },
    ]);
    const got = [await hunt(), await hunt()];
    expect(got.map(({ status, headers }) => [status, headers.location])).toEqual([
      [307, 'https://elsewhere.example/'],
      [302, 'https://other.example/'],
    ]);
  });

  it.each([3_600, -86_400])('clockSkew moves the Date header by %d seconds', async (skewSeconds) => {
    await ask({ name: 'clockSkew', skewSeconds });
    const { headers } = await hunt();
    expect(Math.abs(Date.parse(String(headers.date)) - Date.now() - skewSeconds * 1000)).toBeLessThan(5_000);
  });

  it('gzipBomb unpacks to a valid answer of many megabytes', async () => {
    await ask({ name: 'gzipBomb', gzipMegabytes: 3 });
    const { headers, bytes } = await hunt();
    expect([headers['content-encoding'], bytes.length < 10_000]).toEqual(['gzip', true]);
    const unpacked = gunzipSync(bytes);
    expect(unpacked.length).toBeGreaterThan(3 * 1024 * 1024);
    expect(JSON.parse(unpacked.toString())).toEqual({ schema: [], results: [] });
  });

  it('slowQuery lets a hunt run so long, and costs it', async () => {
    await ask({ name: 'slowQuery', runMs: 90_000 });
    expect(JSON.parse((await hunt(XDR)).text).Stats.ExecutionTime).toBe(90);
  });

  it('of every name happens without a word more', async () => {
    for (const name of Object.keys(NAMED_FAULTS)) {
      expect((await ask({ name })).status).toBe(200);
    }
    expect(JSON.parse((await service.call('/_emulator/faults')).text).faults).toHaveLength(
      Object.keys(NAMED_FAULTS).length
    );
  });
});
