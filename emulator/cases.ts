/**
 * Runs a file of KQL cases and prints which pass: `npx tsx emulator/cases.ts [--https | --url URL --ca FILE] FILE
 * [NAME...]`. A file is either `{now, schema, rows, cases}` with small tables inside, or `{answers}` beside
 * `TABLE.ndjson` files. The queries run in the engine; with `--https` through an emulator that is started with the
 * file's tables; with `--url` through one that runs already and serves them.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { startEmulator } from './emulator';
import { parseFlags } from './flags';
import { type Case, caseData, type CaseResult, difference, openCaseFile, runCases } from './kql/caseFile';
import { signIn } from './kql/wire';

const USAGE = 'Which file? Usage: npx tsx emulator/cases.ts [--https | --url URL --ca FILE] FILE [NAME...]';

type Run = (item: Case) => Promise<string | undefined>;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { https: { type: 'boolean' }, url: { type: 'string' }, ca: { type: 'string' } },
  });
  const [path, ...names] = positionals;
  if (!path || (values.url !== undefined && values.ca === undefined)) {
    console.error(USAGE);
    return 2;
  }
  const json = readFileSync(path, 'utf8');
  const file = openCaseFile(path, json);
  const all = (run: Run) => runCases(file.cases, run, names);
  if (values.url !== undefined && values.ca !== undefined) {
    return report(await all(await overHttps(values.url, values.ca)));
  }
  return report(values.https ? await inEmulator(path, json, all) : await all((await file.open()).run));
}

async function overHttps(url: string, caFile: string): Promise<Run> {
  const hunt = await signIn({ url, ca: readFileSync(caFile, 'utf8') });
  return async (item) => difference(item, await hunt(item.query));
}

/** Cases know nothing of how far back a service reads, so the emulator reads all that their tables hold. */
const UNLIMITED = ['--port', '0', '--calls-per-minute', '0', '--look-back', '4383'];

/** An emulator on a free port, without limits of calls or days, that serves the file's tables and ends with the run. */
async function inEmulator(path: string, json: string, all: (run: Run) => Promise<CaseResult[]>): Promise<CaseResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kql-cases-'));
  try {
    const { now, external, write } = caseData(path, json);
    const files = [...external].flatMap(([address, name]) => ['--external', `${address}=${name}`]);
    const flags = ['--data', write(folder), ...UNLIMITED, ...files];
    const emulator = await startEmulator(parseFlags(now === undefined ? flags : [...flags, '--now', now]));
    try {
      return await all(await overHttps(emulator.ready.url, emulator.ready.caFile));
    } finally {
      await emulator.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(results: CaseResult[]): number {
  for (const { name, problem, milliseconds } of results) {
    const end = problem === undefined ? '' : `: ${problem}`;
    console.log(`${problem === undefined ? 'ok  ' : 'FAIL'} ${name} (${milliseconds.toFixed(0)} ms)${end}`);
  }
  const passed = results.filter(({ problem }) => problem === undefined).length;
  console.log(`${passed} passed, ${results.length - passed} failed`);
  return passed === results.length ? 0 : 1;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
