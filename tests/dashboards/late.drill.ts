// Rows that can be seen 20 minutes after their time: a rule fires for them, and once. One rule looks back so far that its
// windows overlap, the other goes by when rows arrived.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { evaluate } from './evaluate';
import { ruleCalled } from './rule';
import { startSite } from './site';

const MINUTE = 60_000;
const HAPPENED = Date.parse('2026-11-20T10:00:00Z');
const COMMON = { Timestamp: new Date(HAPPENED).toISOString(), DeviceName: 'lt-lon-0001', DeviceId: 'd1' };
const ROWS = {
  DeviceProcessEvents: {
    ...COMMON,
    AccountName: 'ann',
    FileName: 'powershell.exe',
    ProcessCommandLine: 'powershell.exe -enc SQBFAFgA',
    InitiatingProcessFileName: 'winword.exe',
  },
  DeviceNetworkEvents: {
    ...COMMON,
    ActionType: 'ConnectionSuccess',
    RemoteIP: '203.0.113.80',
    InitiatingProcessFileName: 'powershell.exe',
    InitiatingProcessParentFileName: 'winword.exe',
  },
};

const OVERLAPPING = { rule: ruleCalled('encoded-powershell'), instance: 'lt-lon-0001,d1,ann' };
const BY_ARRIVAL = { rule: ruleCalled('script-calls-out'), instance: 'lt-lon-0001,d1,powershell.exe,203.0.113.80' };

/** Minutes after the event, and whether each rule fires then. */
const EVALUATIONS = [
  { minutes: 5, overlapping: false, byArrival: false, why: 'nobody can see it yet' },
  { minutes: 19, overlapping: false, byArrival: false, why: 'nobody can see it yet' },
  { minutes: 21, overlapping: true, byArrival: true, why: 'it has appeared' },
  { minutes: 26, overlapping: true, byArrival: true, why: 'the same instance, still firing' },
  { minutes: 31, overlapping: true, byArrival: false, why: 'it is no new arrival any more' },
  { minutes: 59, overlapping: true, byArrival: false, why: 'it is still in the window' },
  { minutes: 61, overlapping: false, byArrival: false, why: 'it has left the window as well' },
  { minutes: 90, overlapping: false, byArrival: false, why: 'neither fires again' },
];

let data: string;
before(async () => {
  data = await mkdtemp(join(tmpdir(), 'huntboard-late-'));
  for (const [table, row] of Object.entries(ROWS)) {
    await writeFile(join(data, `${table}.ndjson`), `${JSON.stringify(row)}\n`);
  }
});
after(() => rm(data, { recursive: true, force: true }));

describe('rows that are 20 minutes late', () => {
  for (const { minutes, overlapping, byArrival, why } of EVALUATIONS) {
    const told = (fires: boolean) => (fires ? 'fires' : 'is quiet');
    it(`after ${minutes} minutes the rule that overlaps ${told(overlapping)}, the one by arrival ${told(byArrival)}: ${why}`, async () => {
      const at = HAPPENED + minutes * MINUTE;
      const site = await startSite(['--data', data, '--now', new Date(at).toISOString(), '--late', '20']);
      try {
        const found = await Promise.all([OVERLAPPING, BY_ARRIVAL].map(({ rule }) => evaluate(site, rule, at)));
        assert.deepEqual(found, [overlapping ? [OVERLAPPING.instance] : [], byArrival ? [BY_ARRIVAL.instance] : []]);
      } finally {
        await site.stop();
      }
    });
  }
});
