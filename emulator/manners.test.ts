import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { RESOURCES } from './entra/resources';
import { type Emulator, startEmulator } from './emulator';
import { parseFlags } from './flags';
import { GRAPH, MDE, XDR } from './testing/service';
import { type Client, createClient } from './testing/client';

let dir: string;
let emulator: Emulator;
let call: Client;

/** Rows at 9:50 and 10:00, so that it is 10:01 there, and rows can be seen five minutes after their time. */
beforeAll(async () => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  dir = mkdtempSync(join(tmpdir(), 'emulator-manners-'));
  const rows = ['09:50', '10:00'].map((time) => JSON.stringify({ Timestamp: `2026-11-20T${time}:00Z` }));
  writeFileSync(join(dir, 'DeviceEvents.ndjson'), rows.join('\n'));
  writeFileSync(join(dir, 'AlertInfo.ndjson'), rows.slice(0, 1).join('\n'));
  emulator = await startEmulator(parseFlags(['--data', dir, '--port', '0', '--late', '5']));
  const { url, caFile } = emulator.ready;
  call = createClient(Number(new URL(url).port), readFileSync(caFile, 'utf8'));
}, 30_000);

afterAll(async () => {
  await emulator.stop();
  rmSync(dir, { recursive: true });
});

const API = { [GRAPH]: 'graph', [XDR]: 'xdr', [MDE]: 'mde' } as const;

async function hunt(Query: string, path: keyof typeof API = GRAPH, Timespan?: string) {
  const { urls, role } = RESOURCES.find(({ id }) => id === API[path])!;
  const token = await call('/_emulator/token', { method: 'POST', body: { audience: urls[0], roles: [role] } });
  const { status, text } = await call(path, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${JSON.parse(token.text).access_token}`,
      'Content-Type': 'application/json; charset=utf-8',
    },
    body: { Query, Timespan },
  });
  return { status, body: JSON.parse(text) };
}

describe('a running emulator', () => {
  it('knows every table at the XDR API and those of endpoints at the endpoint API', async () => {
    expect((await hunt('AlertInfo | count', XDR)).body.Results).toEqual([{ Count: 1 }]);
    expect((await hunt('DeviceEvents | count', MDE)).body.Results).toEqual([{ Count: 1 }]);
    const refused = await hunt('AlertInfo | where Title == ""', MDE);
    expect([refused.status, refused.body.error]).toEqual([
      400,
      expect.objectContaining({
        code: 'BadRequest',
        message:
          "'where' operator: Failed to resolve table or column expression named 'AlertInfo'. Fix semantic errors in your query.",
      }),
    ]);
  });

  it('hides late rows, those that were added later too', async () => {
    const rows = [{ Timestamp: '2026-11-20T09:56:00Z' }, { Timestamp: '2026-11-20T09:56:00.0000001Z' }];
    await call('/_emulator/events', { method: 'POST', body: { table: 'DeviceEvents', rows } });
    const times = 'DeviceEvents | project T = format_datetime(Timestamp, "HH:mm") | sort by T asc';
    const whole = '2026-11-19T00:00:00Z/2026-11-21T00:00:00Z';
    for (const timespan of [undefined, whole, 'P1D']) {
      expect((await hunt(times, GRAPH, timespan)).body.results).toEqual([{ T: '09:50' }, { T: '09:56' }]);
    }
  });

  it.each([
    ['the Timespan', 'datetime(2026-11-01)', '2026-11-20T09:51:00Z/2026-11-20T11:00:00Z', 1],
    ['the query’s own bound', 'datetime(2026-11-20T09:51:00Z)', 'P7D', 1],
    ['neither', 'datetime(2026-11-01)', 'P7D', 2],
  ])('takes the narrower: %s', async (_, from, timespan, rows) => {
    const { body } = await hunt(`DeviceEvents | where Timestamp > ${from} | count`, GRAPH, timespan);
    expect(body.results[0].Count).toBe(rows);
  });

  it('shows nothing that is older than 30 days, whatever is asked for', async () => {
    const rows = [{ Timestamp: '2026-10-21T10:00:59Z' }, { Timestamp: '2026-10-21T10:01:00Z' }];
    await call('/_emulator/events', { method: 'POST', body: { table: 'DeviceLogonEvents', rows } });
    const oldest = 'DeviceLogonEvents | where Timestamp > ago(90d) | summarize count(), min(Timestamp)';
    for (const timespan of [undefined, 'P90D', '2026-01-01/2027-01-01']) {
      expect((await hunt(oldest, GRAPH, timespan)).body.results[0]).toMatchObject({
        count_: 1,
        min_Timestamp: '2026-10-21T10:01:00.0000000Z',
      });
    }
  });

  it('interrupts a query whose time is over, and goes on', async () => {
    await call('/_emulator/quota', { method: 'POST', body: { timeoutSeconds: 0.1 } });
    const endless = 'range x from 1 to 100000000000 step 1 | summarize sum(x * x % 7)';
    expect((await hunt(endless)).status).toBe(504);
    await call('/_emulator/quota', { method: 'POST', body: { timeoutSeconds: 0 } });
    expect((await hunt('print 1')).status).toBe(200);
  });

  it('tells the schema of its tables', async () => {
    const body = { audience: 'https://graph.microsoft.com', roles: ['ThreatHunting.Read.All'] };
    const token = JSON.parse((await call('/_emulator/token', { method: 'POST', body })).text).access_token;
    const path = '/beta/security/getHuntingSchemaTables?$count=true&$top=1&$select=name';
    const { text } = await call(path, { headers: { Authorization: `Bearer ${token}` } });
    expect(JSON.parse(text)).toMatchObject({
      '@odata.count': expect.any(Number),
      value: [{ name: expect.any(String) }],
    });
  });
});
