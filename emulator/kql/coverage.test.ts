import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { caseFiles, openCaseFile } from './caseFile';
import { TABLES, watchTables } from './coverage';

describe('the cases', () => {
  it('use every operator, function, aggregate and kind of expression that the engine runs', async () => {
    const used = new Map<string, string>();
    for (const path of caseFiles(join(__dirname, 'cases'))) {
      const file = openCaseFile(path, readFileSync(path, 'utf8'));
      const { run } = await file.open();
      for (const item of file.cases) {
        const watch = watchTables((entry) => used.set(entry, `${basename(path)}: ${item.name}`));
        await run(item).finally(watch.stop);
      }
    }
    const all = Object.entries(TABLES).flatMap(([table, entries]) =>
      Object.keys(entries).map((name) => `${table} ${name}`)
    );
    expect(all.filter((entry) => !used.has(entry))).toEqual([]);
  }, 120_000);
});
