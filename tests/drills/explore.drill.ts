// What the back end writes by itself for Explore, on a generated tenant: volumes hold as many rows as their hunts, hunts
// about entities and contexts find rows, and the tables that a tenant lacks are left out.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { NOW, startOffice } from './office';

interface VolumeCase {
  name: string;
  kql: string;
  by?: string;
  timeColumn?: string;
  intervalMs?: number;
  refused?: string;
  local?: boolean;
}

let office: Awaited<ReturnType<typeof startOffice>>;
const ask = (query: object) => office.ask(query);
const rows = (query: object) => office.rows(query);

before(async () => {
  office = await startOffice();
});

after(() => office.stop());

/** The cells of a column. */
async function column(query: string, name: string): Promise<unknown[]> {
  const frame = await rows({ query, format: 'table' });
  return frame.data.values[frame.schema.fields.findIndex((field) => field.name === name)] ?? [];
}

const cases = JSON.parse(readFileSync(join(import.meta.dirname, '../cases/volume.json'), 'utf8')) as VolumeCase[];

describe('volumes', { concurrency: 4 }, () => {
  for (const { name, kql, by = 'severity', intervalMs, refused, local } of cases) {
    it(name, async () => {
      const volume = await ask({ query: kql, origin: 'volume', volume: { by, intervalMs } });
      if (refused) {
        assert.ok(volume.error?.includes(refused), volume.error);
        return;
      }
      if (local) {
        const table = /^\w+/.exec(kql)![0]; // rewritten, and the tenant has no such table
        assert.ok(volume.error?.includes(table), volume.error);
        return;
      }
      assert.equal(volume.error, undefined);
      const text = kql.replace(/\/\/.*$/gm, '').replace(/\|\s*render \w+/, '');
      const [whole] = await column(`${text.trim().replace(/;$/, '')}\n| count`, 'Count');
      const counts = (volume.frames ?? []).flatMap(({ data }) => (data.values[1] ?? []) as number[]);
      assert.equal(
        counts.reduce((sum, count) => sum + count, 0),
        whole
      );
    });
  }

  it('has rows in most of its cases', async () => {
    const [whole] = await column('DeviceProcessEvents | count', 'Count');
    assert.ok((whole as number) > 100, `${whole} processes`);
  });
});

const ENTITIES: Array<[entity: string, kql: string, column: string]> = [
  ['device', 'DeviceProcessEvents', 'DeviceId'],
  ['deviceName', 'DeviceProcessEvents', 'DeviceName'],
  ['userUpn', 'EntraIdSignInEvents', 'AccountUpn'],
  ['userObjectId', 'EntraIdSignInEvents', 'AccountObjectId'],
  ['userSid', "DeviceProcessEvents | where AccountSid != ''", 'AccountSid'],
  ['account', "DeviceProcessEvents | where AccountName != ''", 'AccountName'],
  ['file', 'DeviceProcessEvents', 'SHA1'],
  ['sha256', 'DeviceProcessEvents', 'SHA256'],
  ['md5', "DeviceProcessEvents | where MD5 != ''", 'MD5'],
  ['ip', "DeviceNetworkEvents | where RemoteIP != ''", 'RemoteIP'],
  ['url', "DeviceNetworkEvents | where RemoteUrl != ''", 'RemoteUrl'],
  ['email', 'EmailEvents', 'NetworkMessageId'],
  ['alert', 'AlertInfo', 'AlertId'],
];

describe('hunts about entities', { concurrency: 4 }, () => {
  for (const [entity, kql, name] of ENTITIES) {
    it(entity, async () => {
      const source = `${kql} | top 1 by Timestamp desc`;
      const [[value], [atMs]] = await Promise.all([column(source, name), column(source, 'Timestamp')]);
      assert.ok(value, `no row has a ${name}`);
      const found = await rows({ queryType: 'go', format: 'table', hunt: { entity, value, atMs: String(atMs) } });
      assert.ok(found.data.values[0]!.length > 0, found.schema.meta?.executedQueryString);
    });
  }

  it('cve', async () => {
    const [value] = await column("DeviceTvmSoftwareVulnerabilities | where CveId != '' | take 1", 'CveId');
    assert.ok((await rows({ queryType: 'go', hunt: { entity: 'cve', value } })).data.values[0]!.length > 0);
  });

  for (const value of ["O'Hara", 'say "hi"', 'C:\\Temp\\', 'one\ntwo', '${x} $__timeFilter()', "x' | take 1 //"]) {
    it(`takes ${JSON.stringify(value)} as a value`, async () => {
      const found = await rows({ queryType: 'go', format: 'table', hunt: { entity: 'deviceName', value, atMs: NOW } });
      assert.equal(found.data.values[0]?.length ?? 0, 0);
    });
  }
});

describe('contexts', () => {
  const SUBJECTS: Array<[subject: string, kql: string, column: string]> = [
    ['device', 'DeviceProcessEvents', 'DeviceId'],
    ['account', 'EntraIdSignInEvents', 'AccountUpn'],
    ['mailbox', 'EmailEvents', 'RecipientEmailAddress'],
    ['app', "CloudAppEvents | where Application != ''", 'Application'],
  ];
  for (const [subject, kql, name] of SUBJECTS) {
    it(`finds the row itself after, and none before a ${subject}'s first`, async () => {
      const source = `${kql} | top 1 by Timestamp desc`;
      const [[value], [atMs]] = await Promise.all([column(source, name), column(source, 'Timestamp')]);
      const context = { atMs, [subject]: value, limit: 50, minutes: 120 };
      const after_ = await rows({ query: kql, origin: 'context', context: { ...context, direction: 'after' } });
      assert.ok(after_.data.values[0]!.length > 0, after_.schema.meta?.executedQueryString);
      assert.ok((after_.data.values[0] as number[]).every((time) => time >= (atMs as number)));
      const before_ = await rows({ query: kql, origin: 'context', context: { ...context, direction: 'before' } });
      assert.ok(((before_.data.values[0] ?? []) as number[]).every((time) => time < (atMs as number)));
    });
  }
});
