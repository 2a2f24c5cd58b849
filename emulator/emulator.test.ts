import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Emulator, startEmulator } from './emulator';
import { parseFlags } from './flags';
import { type Client, createClient } from './testing/client';

let dir: string;
let emulator: Emulator;
let call: Client;
let token: string;

beforeAll(async () => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  dir = mkdtempSync(join(tmpdir(), 'emulator-'));
  const row = {
    Timestamp: '2026-11-20T10:00:00Z',
    DeviceName: 'lt-1',
    FileName: 'cmd.exe',
    ProcessId: 7,
    IsProcessRemoteSession: true,
  };
  writeFileSync(join(dir, 'DeviceProcessEvents.ndjson'), JSON.stringify(row));
  emulator = await startEmulator(parseFlags(['--data', dir, '--port', '0']));
  const { url, caFile, tenantId, clientId, clientSecret } = emulator.ready;
  call = createClient(Number(new URL(url).port), readFileSync(caFile, 'utf8'));
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  });
  token = JSON.parse(
    (await call(`/${tenantId}/oauth2/v2.0/token`, { method: 'POST', body: form.toString() })).text
  ).access_token;
}, 30_000);

afterAll(async () => {
  await emulator.stop();
  rmSync(dir, { recursive: true });
});

async function hunt(Query: string, Timespan?: string) {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json; charset=utf-8' };
  const { status, text } = await call('/v1.0/security/runHuntingQuery', {
    method: 'POST',
    headers,
    body: { Query, Timespan },
  });
  return { status, body: JSON.parse(text) };
}

describe('a running emulator', () => {
  it('hunts in the files it was given', async () => {
    const { status, body } = await hunt(
      'DeviceProcessEvents | project Timestamp, FileName, ProcessId, IsProcessRemoteSession, SHA1'
    );
    expect([status, body.results]).toEqual([
      200,
      [
        {
          Timestamp: '2026-11-20T10:00:00.0000000Z',
          FileName: 'cmd.exe',
          'ProcessId@odata.type': '#Int64',
          ProcessId: 7,
          'IsProcessRemoteSession@odata.type': '#SByte',
          IsProcessRemoteSession: 1,
          SHA1: '',
        },
      ],
    ]);
  });

  it('stands one minute after the newest row', async () => {
    expect((await hunt('print now()')).body.results[0].print_0).toBe('2026-11-20T10:01:00.0000000Z');
  });

  it('shows what the Timespan covers', async () => {
    const count = async (timespan: string) =>
      (await hunt('DeviceProcessEvents | count', timespan)).body.results[0].Count;
    expect([await count('PT5M'), await count('PT30S'), await count('2026-11-19T00:00:00Z/P1D')]).toEqual([1, 0, 0]);
  });

  it('has every hunting table, if empty', async () => {
    expect((await hunt('DeviceTvmSoftwareInventory | count')).body.results[0].Count).toBe(0);
  });

  it('leaves its port to itself', async () => {
    const args = ['--data', dir, '--port', new URL(emulator.ready.url).port];
    await expect(startEmulator(parseFlags(args))).rejects.toThrow(/is taken; choose another with --port/);
  });

  it('takes new rows while it runs, and names what is wrong with others', async () => {
    const insert = (rows: unknown[]) =>
      call('/_emulator/events', { method: 'POST', body: { table: 'DeviceEvents', rows } });
    expect((await insert([{ Timestamp: '2026-11-20T10:00:30Z', ActionType: 'Test' }])).status).toBe(200);
    expect((await hunt('DeviceEvents | project ActionType')).body.results).toEqual([{ ActionType: 'Test' }]);
    expect((await insert([{ ActionType: 'Good' }, { ActionTyp: 'x' }])).text).toContain(
      'Row 2: DeviceEvents has no column'
    );
    expect((await hunt('DeviceEvents | count')).body.results[0].Count).toBe(1);
  });

  it('takes new rows from several callers at once', async () => {
    const rows = Array.from({ length: 500 }, (_, i) => ({ Timestamp: '2026-11-20T10:00:30Z', ReportId: `${i}` }));
    const tables = ['EmailEvents', 'EmailUrlInfo', 'IdentityInfo', 'CloudAppEvents', 'UrlClickEvents'];
    const inserts = Array.from({ length: 40 }, (_, i) =>
      call('/_emulator/events', { method: 'POST', body: { table: tables[i % tables.length], rows } })
    );
    expect((await Promise.all(inserts)).map(({ text }) => text.slice(0, 8))).toEqual(inserts.map(() => '{"table"'));
  });

  it.each([
    ['an unknown table', 'Nope | take 1', /Nope.* Fix semantic errors in your query\.$/],
    ['a syntax error', 'DeviceEvents | where', /Fix syntax errors in your query\.$/],
  ])('explains %s', async (_, query, message) => {
    const { status, body } = await hunt(query);
    expect([status, body.error.code, body.error.message]).toEqual([400, 'BadRequest', expect.stringMatching(message)]);
  });
});
