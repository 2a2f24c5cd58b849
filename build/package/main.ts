// `npm run package`: builds the plugin for every platform, checks it against the catalog's rules, and writes the archive,
// its SHA1 and the list of its parts into release/. `-- --no-build` takes dist/ as it is; `-- --check` checks dist/ as it is,
// with the binary of this machine alone, and packs nothing.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT, run } from '../command';
import { platform } from '../plugin';

import { zip, type Entry } from './archive';
import { entriesOf, PLUGIN_ID } from './folder';
import { PLATFORMS, RULES, type Plugin } from './rules';
import { goParts, npmParts, sbom } from './sbom';

const FOLDER = join(ROOT, 'release');

async function main(): Promise<void> {
  const checkOnly = process.argv.includes('--check');
  if (!checkOnly && !process.argv.includes('--no-build')) {
    await must('npx', ['tsx', 'build/release.ts']);
  }
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const entries = entriesOf(join(ROOT, 'dist'));
  const kept = keepsTheRules({ entries, version, platforms: checkOnly ? [platform()] : PLATFORMS });
  if (checkOnly || !kept) {
    process.exitCode = kept ? 0 : 1;
    return;
  }
  const archive = zip(entries);
  const name = `${PLUGIN_ID}-${version}`;
  const sha1 = createHash('sha1').update(archive).digest('hex');
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  writeFileSync(join(FOLDER, `${name}.zip`), archive);
  writeFileSync(join(FOLDER, `${name}.zip.sha1`), `${sha1}  ${name}.zip\n`);
  writeFileSync(join(FOLDER, `${name}.cdx.json`), sbom({ name: PLUGIN_ID, version }, await partsOf(entries)));
  console.log(`release/${name}.zip  ${(archive.length / 1e6).toFixed(1)} MB  ${entries.length} files  SHA1 ${sha1}`);
}

function keepsTheRules(plugin: Plugin): boolean {
  const results = RULES.map(({ name, check }) => ({ name, faults: check(plugin) }));
  for (const { name, faults } of results) {
    console.log(`${faults.length === 0 ? 'ok  ' : 'FAIL'} ${name}`);
    faults.forEach((fault) => console.log(`     ${fault}`));
  }
  return results.every(({ faults }) => faults.length === 0);
}

async function partsOf(entries: Entry[]) {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string }>;
  };
  const maps = entries.filter(({ path }) => path.endsWith('.js.map')).map(({ bytes }) => bytes.toString('utf8'));
  const modules = await must('go', ['version', '-m', `dist/gpx_huntboard_${PLATFORMS[0]}`]);
  return [...npmParts(maps, (name) => lock.packages[`node_modules/${name}`]?.version), ...goParts(modules)];
}

/** What a command prints; where it fails, so does the whole. */
async function must(program: string, args: string[]): Promise<string> {
  const { code, output } = await run(program, args);
  if (code !== 0) {
    throw new Error(`${program} ${args.join(' ')} failed:\n${output}`);
  }
  return output;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
