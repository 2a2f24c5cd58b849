import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { HuntResult } from '../kql/engine';
import { KqlError } from '../kql/error';
import type { Answer } from '../testing/client';
import { GRAPH, MDE, startService, type TestService, XDR } from '../testing/service';
import { ticksFromIso, ticksFromTimespan } from '../ticks';

const FOLDER = join(__dirname, 'golden');

/** One row of every type, one where all is missing, one of awkward values. */
const EVERYTHING: HuntResult = {
  columns: [
    { name: 'Timestamp', type: 'datetime' },
    { name: 'DeviceName', type: 'string' },
    { name: 'IsInternetFacing', type: 'bool' },
    { name: 'Port', type: 'int' },
    { name: 'ProcessId', type: 'long' },
    { name: 'CvssScore', type: 'real' },
    { name: 'Price', type: 'decimal' },
    { name: 'Id', type: 'guid' },
    { name: 'Age', type: 'timespan' },
    { name: 'Details', type: 'dynamic' },
    { name: 'Tags', type: 'dynamic' },
  ],
  rows: [
    [
      ticksFromIso('2026-11-20T10:00:00.1234567Z')!,
      'lt-1',
      true,
      443,
      7n,
      4.3,
      1.5,
      '5f0a1c7e-3b2d-4e8f-9a61-0c4d7e2b8f13',
      ticksFromTimespan('1.02:03:04')!,
      '{"a":{"b":true},"list":[{"c":1}]}',
      '["x","y"]',
    ],
    [null, '', null, null, null, null, null, null, null, null, null],
    [
      ticksFromIso('2026-11-20T10:00:00Z')!,
      'C:\\Temp\\"ä"\u0001',
      false,
      -1,
      9007199254740993n,
      NaN,
      0,
      '00000000-0000-0000-0000-000000000000',
      -1n,
      '[{"a":"x"},{"a":"y"}]',
      '[]',
    ],
  ],
};

/** What differs from run to run. */
const VARIABLE: ReadonlyArray<[RegExp, string]> = [
  [/((?:request-id":|"target":)"\|?)[0-9a-f-]{36}/g, '$1{id}'],
  [/"date":"[^"]*"/g, '"date":"{date}"'],
];

function written({ status, headers, text }: Answer): string {
  const kept = ['content-type', 'retry-after', 'www-authenticate', 'allow', 'location'];
  const lines = kept.flatMap((name) => (headers[name] === undefined ? [] : [`${name}: ${String(headers[name])}`]));
  const body = VARIABLE.reduce((all, [pattern, name]) => all.replace(pattern, name), text);
  return [`${status}`, ...lines, '', body.replaceAll('},{', '},\n{').replaceAll('[{', '[\n{'), ''].join('\n');
}

/** Compares with `golden/NAME.http`; `UPDATE_GOLDEN=1` writes the file, and nothing else does. */
function expectGolden(name: string, answer: Answer): void {
  const file = join(FOLDER, `${name}.http`);
  if (process.env.UPDATE_GOLDEN === '1') {
    writeFileSync(file, written(answer));
  }
  expect([file, existsSync(file)]).toEqual([file, true]);
  expect(written(answer)).toBe(readFileSync(file, 'utf8'));
}

let service: TestService;
let oldest: TestService;

beforeAll(async () => {
  [service, oldest] = await Promise.all([startService(), startService({ legacyTime: true })]);
});

afterAll(() => Promise.all([service.stop(), oldest.stop()]));

beforeEach(() => {
  for (const one of [service, oldest]) {
    one.reset();
    one.answer = () => Promise.resolve(EVERYTHING);
  }
});

describe('the wire, byte by byte,', () => {
  it.each([
    ['graph', GRAPH],
    ['xdr', XDR],
    ['mde', MDE],
  ])('of %s', async (name, path) => {
    expectGolden(name, await service.hunt({ Query: 'T' }, {}, path));
    expectGolden(`${name}-unauthorized`, await service.hunt({ Query: 'T' }, { Authorization: 'Bearer x' }, path));
    expectGolden(`${name}-no-query`, await service.hunt({}, {}, path));
    service.answer = () => Promise.reject(new KqlError('syntax', 'Query operator expected.'));
    expectGolden(`${name}-syntax`, await service.hunt({ Query: 'T |' }, {}, path));
    await service.call('/_emulator/faults', { method: 'POST', body: { name: 'callsQuota', retryAfter: 30 } });
    expectGolden(`${name}-throttled`, await service.hunt({ Query: 'T' }, {}, path));
  });

  it('of Graph without metadata', async () => {
    const Accept = 'application/json;odata.metadata=none';
    expectGolden('graph-no-metadata', await service.hunt({ Query: 'T' }, { Accept }));
  });

  it('of the oldest API', async () => {
    expectGolden('mde-oldest', await oldest.hunt({ Query: 'T' }, {}, MDE));
  });

  it.each([
    ['graph-as-in-its-document', GRAPH, { members: 'Name' }],
    ['graph-nulls', GRAPH, { missing: 'null' }],
    ['xdr-text-booleans', XDR, { booleans: 'text' }],
  ])('written otherwise on request: %s', async (name, path, wire) => {
    expect((await service.call('/_emulator/wire', { method: 'POST', body: wire })).status).toBe(200);
    expectGolden(name, await service.hunt({ Query: 'T' }, {}, path));
  });

  it('is today’s again when nothing else is chosen', async () => {
    const choose = (body: object) => service.call('/_emulator/wire', { method: 'POST', body });
    await choose({ members: 'Name', missing: 'null', booleans: 'text' });
    expect((await choose({})).text).toBe('{}');
    expectGolden('graph', await service.hunt({ Query: 'T' }));
    expectGolden('xdr', await service.hunt({ Query: 'T' }, {}, XDR));
  });
});
