import { DuckDBInstance } from '@duckdb/node-api';

import { createEngine, type KqlEngine } from '../emulator/kql/engine';
import { loadTable } from '../emulator/kql/loadTable';
import { parseDatetime } from '../emulator/kql/ticks';
import { huntingTables } from '../emulator/tenant/schema';
import { huntOf as annotationHunt } from '../src/annotations/annotationQuery';
import { HUNTS, valuesHunt } from '../src/variables/hunts';

const now = parseDatetime('2026-11-22T12:00:00Z')!;
const used = huntingTables().filter(({ name }) => ['AlertInfo', 'DeviceInfo', 'IdentityInfo'].includes(name));
const presets: Array<[string, string]> = [
  ['devices', HUNTS.devices],
  ['users', HUNTS.users],
  ['values of a column', valuesHunt({ name: 'DeviceInfo', timeColumn: 'Timestamp' }, 'OSPlatform')],
  ['alerts', annotationHunt({ refId: 'A', kind: 'alerts' })],
  ['alerts of one severity', annotationHunt({ refId: 'A', kind: 'alerts', severities: ['High'] })],
];

/** What the backend writes for the only macro that these use. */
const written = (kql: string) => kql.replace(/\$__timeFilter\(\w*\)/, 'Timestamp > ago(1d)');

describe('the hunts that variables, annotations bring', () => {
  let engine: KqlEngine;
  beforeAll(async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    for (const table of used) {
      await loadTable(connection, table, []);
    }
    connection.closeSync();
    engine = createEngine(instance, used);
  });

  it.each(presets)('%s is KQL that the service takes', async (_, kql) => {
    expect((await engine.run(written(kql), { now })).columns.length).toBeGreaterThan(0);
  });
});
