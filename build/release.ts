// Builds the plugin folder `dist/` as it is shipped: the bundle, and the binary for every platform of Grafana's SDK.
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT, run } from './command';

const STEPS = [
  ['npx', 'rspack', 'build', '-c', 'build/rspack.plugin.ts'],
  ['go', 'tool', 'mage', '-v', 'buildAll'],
];

async function main(): Promise<void> {
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  for (const [program = '', ...args] of STEPS) {
    console.log([program, ...args].join(' '));
    const { code, output } = await run(program, args);
    if (code !== 0) {
      console.error(output);
      process.exitCode = 1;
      return;
    }
  }
}

void main();
