/**
 * Runs a file of KQL cases against the engine and prints which pass: `npx tsx emulator/cases.ts FILE [NAME...]`.
 * A file is either `{now, schema, rows, cases}` with small tables inside, or `{answers}` beside `TABLE.ndjson` files.
 */
import { readFileSync } from 'node:fs';

import { type CaseResult, runCaseFile } from './kql/caseFile';

async function main([file, ...names]: string[]): Promise<number> {
  if (!file) {
    console.error('Which file? Usage: npx tsx emulator/cases.ts FILE [NAME...]');
    return 2;
  }
  const results = await runCaseFile(file, readFileSync(file, 'utf8'), names);
  for (const result of results) {
    console.log(describe(result));
  }
  const passed = results.filter(({ problem }) => problem === undefined).length;
  console.log(`${passed} passed, ${results.length - passed} failed`);
  return passed === results.length ? 0 : 1;
}

function describe({ name, problem, milliseconds }: CaseResult): string {
  return `${problem === undefined ? 'ok  ' : 'FAIL'} ${name} (${milliseconds.toFixed(0)} ms)${problem ? `: ${problem}` : ''}`;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
