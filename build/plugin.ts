import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './command';
import { buildParts, type Part } from './part';

const HALVES: Part[] = [
  {
    name: 'the front end',
    sources: [
      'src',
      'build/rspack.plugin.ts',
      'build/typescriptRule.ts',
      'build/package/catalogReadme.ts',
      'package-lock.json',
      'README.md',
      'CHANGELOG.md',
    ],
    result: 'dist/module.js',
    command: ['npx', 'rspack', 'build', '-c', 'build/rspack.plugin.ts'],
  },
  {
    name: 'the back end',
    sources: ['pkg', 'go.mod', 'go.sum', 'Magefile.go'],
    result: `dist/gpx_huntboard_${platform()}`,
    command: ['go', 'tool', 'mage', 'buildDev'],
  },
];

/** Builds the plugin folder `dist/` for this machine, as far as it is out of date. */
export async function buildPlugin(): Promise<void> {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  await buildParts(HALVES);
}

/** Go's name for this machine, as the SDK puts it into the binary's name: `linux_amd64`. */
export function platform(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const processor = process.arch === 'x64' ? 'amd64' : process.arch;
  return `${system}_${processor}${system === 'windows' ? '.exe' : ''}`;
}
