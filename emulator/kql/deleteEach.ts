/**
 * Deletes each entry of the engine's tables in turn and runs the cases that use it: one of them must fail.
 * `npx tsx emulator/kql/deleteEach.ts` prints the case that fails for each entry, and the entries that none misses.
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { type Case, caseFiles, openCaseFile } from './caseFile';
import { TABLES, watchTables } from './coverage';

interface Use {
  file: string;
  item: Case;
  run: (item: Case) => Promise<string | undefined>;
}

async function usesOfEntries(): Promise<Map<string, Use[]>> {
  const uses = new Map<string, Use[]>();
  for (const path of caseFiles(join(__dirname, 'cases'))) {
    const file = openCaseFile(path, readFileSync(path, 'utf8'));
    const { run } = await file.open();
    for (const item of file.cases) {
      const seen = new Set<string>();
      const watch = watchTables((entry) => seen.add(entry));
      await run(item).finally(watch.stop);
      seen.forEach((entry) => uses.set(entry, [...(uses.get(entry) ?? []), { file: basename(path), item, run }]));
    }
  }
  return uses;
}

async function failingCase(uses: Use[]): Promise<string | undefined> {
  for (const { file, item, run } of uses) {
    const problem = await run(item).catch((error: unknown) => String(error));
    if (problem !== undefined) {
      return `${file}: ${item.name}`;
    }
  }
  return undefined;
}

async function main(): Promise<void> {
  const uses = await usesOfEntries();
  const missed: string[] = [];
  let found = 0;
  for (const [table, entries] of Object.entries(TABLES)) {
    for (const [name, value] of Object.entries(entries)) {
      Reflect.deleteProperty(entries, name);
      const failing = await failingCase(uses.get(`${table} ${name}`) ?? []);
      entries[name] = value;
      found += failing ? 1 : 0;
      if (!failing) {
        missed.push(`${table} ${name}`);
      }
      console.log(`${table} ${name}: ${failing ?? 'no case fails'}`);
    }
  }
  console.log(`${found} deletions fail a case, ${missed.length} fail none: ${missed.join(', ')}`);
}

void main();
