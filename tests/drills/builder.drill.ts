// What the builder writes runs: hunts of random outlines over every table, through the built plugin to the emulator.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { startEmulator } from '../../preview/start';
import { write } from '../../src/builder/write';
import { TABLES } from '../../src/schema/tables';
import { Outlines, seeded } from '../../src/testing/randomOutline';
import { hunt } from './hunt';
import { type Site, startSite } from './site';

const HUNTS = 200;

let emulator: Awaited<ReturnType<typeof startEmulator>>;
let site: Site;

before(async () => {
  emulator = await startEmulator(['--port', '0', '--calls-per-minute', '0', '--devices', '10', '--days', '1']);
  site = await startSite(emulator);
});

after(async () => {
  await site.stop();
  await emulator.stop();
});

describe('hunts of random outlines', { concurrency: 4 }, () => {
  const outlines = new Outlines(seeded(6), false);
  const tables = [...TABLES.values()];
  for (let i = 0; i < HUNTS; i++) {
    const table = tables[i % tables.length]!;
    const query = write(outlines.of(table));
    it(`${i + 1}, over ${table.name}`, async () => {
      const { error } = await hunt(site, { query, format: 'table' }); // a graph has needs of its own
      assert.equal(error, undefined, query);
    });
  }
});
