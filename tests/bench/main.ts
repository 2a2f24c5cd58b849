import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { benchDecode } from './decode';
import { benchEmulator } from './emulator';
import { benchWall } from './wall';

/** Flat, so that results compare from run to run. */
export type Figures = Record<string, number>;

const RESULTS = join(__dirname, 'results.json');
const BENCHMARKS: Readonly<Record<string, () => Promise<Figures>>> = {
  decode: benchDecode,
  emulator: benchEmulator,
  wall: benchWall,
};

async function main(names: string[]): Promise<void> {
  const unknown = names.find((name) => !Object.hasOwn(BENCHMARKS, name));
  if (unknown !== undefined) {
    throw new Error(`No benchmark is called ${unknown}; there are: ${Object.keys(BENCHMARKS).join(', ')}.`);
  }
  for (const name of names.length > 0 ? names : Object.keys(BENCHMARKS)) {
    const figures = await BENCHMARKS[name]!();
    process.stdout.write(`${name}\n`);
    for (const [figure, value] of Object.entries(figures)) {
      process.stdout.write(`  ${figure.padEnd(16)} ${value}\n`);
    }
    const earlier = existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Record<string, Figures>) : {};
    writeFileSync(RESULTS, `${JSON.stringify({ ...earlier, [name]: figures }, null, 2)}\n`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
});
