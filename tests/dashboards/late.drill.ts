// A row that can be seen 20 minutes after its time: the rule fires for it, and once.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { ask } from './ask';
import { readRules } from './rule';
import { startSite, UID } from './site';

const MINUTE = 60_000;
const HAPPENED = Date.parse('2026-11-20T10:00:00Z');
const ROW = {
  Timestamp: new Date(HAPPENED).toISOString(),
  DeviceName: 'lt-lon-0001',
  DeviceId: 'd1',
  AccountName: 'ann',
  FileName: 'powershell.exe',
  ProcessCommandLine: 'powershell.exe -enc SQBFAFgA',
  InitiatingProcessFileName: 'winword.exe',
};

let data: string;
before(async () => {
  data = await mkdtemp(join(tmpdir(), 'huntboard-late-'));
  await writeFile(join(data, 'DeviceProcessEvents.ndjson'), `${JSON.stringify(ROW)}\n`);
});
after(() => rm(data, { recursive: true, force: true }));

/** Instances of the rule so many minutes after the event, in a tenant whose rows appear 20 minutes late. */
async function firingAfter(minutes: number): Promise<unknown[]> {
  const at = HAPPENED + minutes * MINUTE;
  const now = new Date(at).toISOString();
  const site = await startSite(['--data', data, '--now', now, '--late', '20']);
  try {
    const rule = readRules().find(({ uid }) => uid === 'huntboard-encoded-powershell')!;
    const span = { from: String(at - rule.window * 1_000), to: String(at) };
    const headers = { FromAlert: 'true' };
    const answer = await ask({ url: site.url, uid: UID, query: rule.query, headers, ...span });
    assert.equal(answer.error, undefined);
    return answer.fields.find(({ name }) => name === 'DeviceName')?.values ?? [];
  } finally {
    await site.stop();
  }
}

describe('rows that are 20 minutes late', () => {
  const evaluations = [
    { minutes: 5, fires: false, why: 'nobody can see it yet' },
    { minutes: 19, fires: false, why: 'nobody can see it yet' },
    { minutes: 21, fires: true, why: 'it has appeared, in a window that overlaps' },
    { minutes: 40, fires: true, why: 'the same instance, still firing' },
    { minutes: 59, fires: true, why: 'the same instance, still firing' },
    { minutes: 61, fires: false, why: 'it has left the window, and the instance is resolved' },
    { minutes: 90, fires: false, why: 'it does not fire again' },
  ];
  for (const { minutes, fires, why } of evaluations) {
    it(`after ${minutes} minutes the rule ${fires ? 'fires' : 'is quiet'}: ${why}`, async () => {
      assert.deepEqual(await firingAfter(minutes), fires ? ['lt-lon-0001'] : []);
    });
  }
});
