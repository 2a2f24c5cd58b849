// Hunts that are cut into windows of time, on a generated tenant: each has the very rows that one call brings, rows that
// are all alike at an edge included; a window that the service cuts is halved; what is throttled says what is missing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { type Emulator, startEmulator } from '../../preview/start';
import { controlOf } from './control';
import { type Site, startSite, UID } from './site';

const NOW = Date.parse('2026-11-23T20:00:00Z');
const HOUR = 3_600_000;
/** Neither end lies on an edge. */
const RANGE = { from: NOW - 2.3 * 24 * HOUR, to: NOW - 0.4 * HOUR };
/** A row, many times over, in the last tick of one day and the first of the next. */
const ALIKE = 500;
const EDGE = ['2026-11-22T23:59:59.9999999Z', '2026-11-23T00:00:00.0000000Z'];
/** Rows of one day, more than the oldest API answers. */
const MANY = 15_000;

interface Frame {
  schema: {
    meta?: { notices?: Array<{ text: string }>; custom?: { windows?: Array<{ rows: number; discarded?: boolean }> } };
    fields: Array<{ name: string }>;
  };
  data: { values: unknown[][]; nanos?: Array<number[] | null> };
}
interface SplitCase {
  name: string;
  kql: string;
  refused?: string;
  order?: string;
  ascending?: boolean;
}

const cases = JSON.parse(readFileSync(join(import.meta.dirname, '../cases/split.json'), 'utf8')) as SplitCase[];

let emulator: Emulator;
const sites: Site[] = [];

/** The plugin on this tenant, with settings of its own. */
async function open(jsonData: object): Promise<Site> {
  const site = await startSite(emulator, { jsonData: { maxRows: 1_000_000, ...jsonData } });
  sites.push(site);
  return site;
}

before(async () => {
  emulator = await startEmulator([
    ...['--port', '0', '--calls-per-minute', '0', '--devices', '30', '--days', '4', '--seed', '1', '--legacy-time'],
    ...['--now', new Date(NOW).toISOString()],
  ]);
  const rows = EDGE.flatMap((Timestamp) =>
    Array.from({ length: ALIKE }, () => ({ Timestamp, DeviceName: 'alike', FileName: 'alike.exe' }))
  );
  await controlOf(emulator).post('events', { table: 'DeviceProcessEvents', rows });
  const many = Array.from({ length: MANY }, (_, i) => ({
    Timestamp: new Date(Date.parse('2026-11-22T06:00:00Z') + i * 3_000).toISOString(),
    DeviceName: 'busy',
  }));
  await controlOf(emulator).post('events', { table: 'DeviceNetworkEvents', rows: many });
});

after(async () => {
  for (const site of sites) {
    await site.stop();
  }
  await emulator.stop();
});

async function ask(site: Site, query: string, split: string): Promise<{ error?: string; frames?: Frame[] }> {
  const target = {
    refId: 'A',
    datasource: { uid: UID },
    schemaVersion: 1,
    intervalMs: HOUR,
    format: 'table',
    query,
    split,
  };
  const answer = await fetch(`${site.url}/api/ds/query`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ from: String(RANGE.from), to: String(RANGE.to), queries: [target] }),
  });
  return ((await answer.json()) as { results: { A: { error?: string; frames?: Frame[] } } }).results.A;
}

async function frame(site: Site, query: string, split: string): Promise<Frame> {
  const { error, frames } = await ask(site, query, split);
  assert.equal(error, undefined);
  return frames![0]!;
}

/** The rows as texts, times to the tick. */
function rowsOf({ data: { values, nanos } }: Frame): string[] {
  const [first = []] = values;
  return first.map((_, row) =>
    JSON.stringify(values.map((cells, column) => [cells[row], nanos?.[column]?.[row] ?? 0]))
  );
}

const windowsOf = ({ schema }: Frame) => schema.meta?.custom?.windows ?? [];
const noticeOf = ({ schema }: Frame) => schema.meta?.notices?.[0]?.text ?? '';

describe('windows of time', { concurrency: 4 }, () => {
  let site: Site;
  before(async () => void (site = await open({})));

  for (const { name, kql, refused, order, ascending = false } of cases) {
    it(name, async () => {
      if (refused) {
        const { error } = await ask(site, kql, 'day');
        assert.ok(error?.includes(refused), error);
        return;
      }
      const [cut, whole] = [await frame(site, kql, 'day'), await frame(site, kql, 'none')];
      assert.ok(windowsOf(cut).length > 1 || kql.includes('2d'), `${windowsOf(cut).length} windows`);
      assert.equal(windowsOf(whole).length, 0);
      const rows = rowsOf(cut);
      assert.deepEqual(rows.toSorted(), rowsOf(whole).toSorted());
      assert.ok(rows.length > 0 || kql.startsWith('DeviceEvents'), 'no rows');
      if (order) {
        const times = cut.data.values[cut.schema.fields.findIndex(({ name: field }) => field === order)] as number[];
        const sorted = times.toSorted((a, b) => (ascending ? a - b : b - a));
        assert.deepEqual(times, sorted);
      }
    });
  }

  it('counts rows that are all alike on both sides of an edge once each', async () => {
    for (const split of ['none', 'hour', 'day']) {
      const found = await frame(site, "DeviceProcessEvents | where FileName == 'alike.exe' | project FileName", split);
      assert.equal(rowsOf(found).length, 2 * ALIKE, split);
    }
  });
});

it('a window that the service cuts is asked for again in halves', async () => {
  const site = await open({ api: 'mde', callsPerHour: 100_000, runMinutesPerHour: 6000, runMinutesPerDay: 144_000 });
  const query = 'DeviceNetworkEvents | where $__timeFilter() | project Timestamp, DeviceName, RemoteIP';
  const [[count]] = (await frame(site, `${query} | count`, 'none')).data.values as [[number]];
  const cut = await frame(site, query, 'day');
  assert.equal(rowsOf(cut).length, count);
  assert.ok(count >= MANY, `${count} rows`);
  assert.ok(windowsOf(cut).some(({ discarded }) => discarded));
  assert.equal(noticeOf(cut).includes('missing'), false, noticeOf(cut));
});

it('a hunt that is throttled tells what is missing, and has all of the rest', async () => {
  const site = await open({ timeoutSeconds: 5 });
  const query = 'DeviceProcessEvents | where $__timeFilter() | project Timestamp';
  const newest = 'DeviceProcessEvents | where $__timeFilter() and Timestamp >= datetime(2026-11-22) | count';
  const [[count]] = (await frame(site, newest, 'none')).data.values as [[number]];
  await site.control.post('faults', { name: 'delay', delayMs: 1, times: 2 }); // two windows come
  await site.control.post('faults', { name: 'callsQuota', retryAfter: 60 });
  const cut = await frame(site, query, 'day');
  assert.match(noticeOf(cut), /Only the rows of 2026-11-22T00:00:00Z to .* are here; those of .* are missing/);
  assert.equal(rowsOf(cut).length, count);
});
