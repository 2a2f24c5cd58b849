// Every hunt of the library, as the editor puts it into a query: through the built plugin, on the generated tenant, for the last
// week, whatever day it is. A hunt that brings no rows teaches nothing, and one of another shape than it says spoils the panel.
import assert from 'node:assert/strict';
import { it } from 'node:test';

import { LIBRARY } from '../../src/library/library';
import { atEachMoment } from './eachMoment';
import { type Site, UID } from './site';

interface Frame {
  schema: { meta?: { custom?: { format?: string } }; fields: Array<{ name: string; type: string }> };
  data: { values: unknown[][] };
}

const WEEK = 7 * 86_400_000; // ms

/** Columns that a tenant fills and the generated one doesn't. */
const NOT_GENERATED: Record<string, string[]> = {
  'group-membership-changes': ['Details'],
  'risky-sign-ins': ['DeviceName'],
  'software-by-devices': ['EndOfSupportStatus'],
};

atEachMoment((site, now) => {
  for (const { id, query, format } of LIBRARY) {
    it(`${id} brings rows as ${format}`, async () => {
      const frames = await run(site(), now, query, format);
      assert.ok(Math.max(0, ...frames.map(rows)) > 0, 'no rows');
      for (const frame of frames) {
        assert.equal(frame.schema.meta?.custom?.format, format);
        const types = frame.schema.fields.map(({ type }) => type);
        if (format === 'timeseries') {
          assert.equal(types[0], 'time');
          assert.ok(types.includes('number'), types.join(', '));
        }
        assert.deepEqual(emptyColumns(frame), NOT_GENERATED[id] ?? [], 'columns without a single value');
      }
    });
  }
});

async function run(site: Site, now: number, query: string, format: string): Promise<Frame[]> {
  const target = { refId: 'A', datasource: { uid: UID }, schemaVersion: 1, queryType: 'hunt', query, format };
  const answer = await fetch(`${site.url}/api/ds/query`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      from: String(now - WEEK),
      to: String(now),
      queries: [{ ...target, intervalMs: 3_600_000 }],
    }),
  });
  const { results } = (await answer.json()) as { results: { A: { error?: string; frames?: Frame[] } } };
  assert.equal(results.A.error, undefined);
  return results.A.frames ?? [];
}

const rows = ({ data }: Frame): number => data.values[0]?.length ?? 0;

function emptyColumns({ schema, data }: Frame): string[] {
  const isEmpty = (values: unknown[]) => values.every((value) => value === null || value === '');
  return schema.fields.filter((_, i) => isEmpty(data.values[i] ?? [])).map(({ name }) => name);
}
