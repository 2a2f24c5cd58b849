import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { DuckDBInstance } from '@duckdb/node-api';

import { createEngine, type KqlEngine } from './engine';
import { parseDatetime } from './ticks';

/** What both halves of the plugin make of attempts to leave the place of a value; `pkg/kql` writes `want`. */
const attempts = JSON.parse(readFileSync(join(__dirname, '../../tests/cases/injection.json'), 'utf8')) as Array<{
  name: string;
  value: string;
  want: string;
}>;
const now = parseDatetime('2026-11-22T12:00:00Z')!;

describe('an attempt to leave the place of a value', () => {
  let engine: KqlEngine;
  beforeAll(async () => {
    engine = createEngine(await DuckDBInstance.create(':memory:'), []);
  });

  it.each(attempts)('by $name is one row with that value', async ({ value, want }) => {
    expect((await engine.run(want, { now })).rows).toEqual([[value, value]]);
  });

  it('5,000 values are one list', async () => {
    const list = Array.from({ length: 5_000 }, (_, i) => `'it\\'s ${i} \\\\'`).join(', ');
    const { rows } = await engine.run(`print V = 'it\\'s 4999 \\\\' | where V in (${list})`, { now });
    expect(rows).toEqual([["it's 4999 \\"]]);
  });
});
