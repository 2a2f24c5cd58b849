import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT, run } from './command';

/** What goes into `dist/`: each half with the files it is made from and the file that shows it is there. */
const HALVES = [
  {
    name: 'the front end',
    sources: ['src', 'build/rspack.plugin.ts', 'package-lock.json', 'README.md', 'CHANGELOG.md'],
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

/**
 * Builds the plugin folder `dist/` for this machine; a half whose result is newer than all its sources is left alone.
 * Throws a sentence with the compiler's own words when a half can't be built.
 */
export async function buildPlugin(): Promise<void> {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  for (const { name, sources, result, command } of HALVES) {
    if (changedAt(result) > Math.max(...sources.map(changedAt))) {
      continue;
    }
    console.error(`Building ${name} …`);
    const [program = '', ...args] = command;
    const { code, output } = await run(program, args);
    if (code !== 0) {
      throw new Error(`Building ${name} failed (${command.join(' ')}):\n${output}`);
    }
  }
}

/** The newest change, in milliseconds since 1970, below a path of the repository; 0 when it does not exist. */
export function changedAt(path: string): number {
  const full = join(ROOT, path);
  if (!existsSync(full)) {
    return 0;
  }
  const stat = statSync(full);
  return stat.isDirectory()
    ? Math.max(0, ...readdirSync(full).map((name) => changedAt(join(path, name))))
    : stat.mtimeMs;
}

/** Go's name for this machine, as the SDK puts it into the binary's name: `linux_amd64`. */
function platform(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const processor = process.arch === 'x64' ? 'amd64' : process.arch;
  return `${system}_${processor}${system === 'windows' ? '.exe' : ''}`;
}
