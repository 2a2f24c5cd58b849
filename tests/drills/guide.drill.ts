// Every query of the guide, as it stands there: through the built plugin, on the generated tenant, for the last day,
// whatever day it is. A query that brings no rows teaches nothing, so each must bring some.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';

import { interpolate } from '../../src/kql/interpolate';
import { atEachMoment } from './eachMoment';
import { UID } from './site';

const ROOT = join(import.meta.dirname, '../..');
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs/guide'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/guide/${name}`),
];

interface Lesson {
  page: string;
  line: number;
  kql: string;
}

/** The blocks of KQL of a page; one that begins with a pipe is put behind a table. */
function lessonsOf(page: string): Lesson[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```(?:kql|kusto)\n([\s\S]*?)^```$/gm)].map((block) => {
    const written = (block[1] ?? '').trim();
    const kql = written.startsWith('|') ? `DeviceProcessEvents | where $__timeFilter()\n${written}` : written;
    return { page, line: text.slice(0, block.index).split('\n').length + 1, kql };
  });
}

/** Dashboard variables as they are when nobody has chosen: everything. */
const fillAll = (kql: string) => interpolate(kql, (_, format) => format(['*'], { multi: true }));

const DAY = 86_400_000; // ms

const lessons = PAGES.flatMap(lessonsOf);

it('the guide has queries', () => assert.ok(lessons.length >= 10, `${lessons.length} queries`));

atEachMoment((site, now) => {
  for (const { page, line, kql } of lessons) {
    it(`${page}:${line} brings rows`, async () => {
      const target = {
        refId: 'A',
        datasource: { uid: UID },
        schemaVersion: 1,
        queryType: 'hunt',
        query: fillAll(kql),
      };
      const answer = await fetch(`${site().url}/api/ds/query`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          from: String(now - DAY),
          to: String(now),
          queries: [{ ...target, intervalMs: 3_600_000 }],
        }),
      });
      const { results } = (await answer.json()) as {
        results: { A: { error?: string; frames?: Array<{ data: { values: unknown[][] } }> } };
      };
      assert.equal(results.A.error, undefined);
      const rows = (results.A.frames ?? []).map(({ data }) => data.values[0]?.length ?? 0);
      assert.ok(Math.max(0, ...rows) > 0, 'no rows');
    });
  }
});
