import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT, run } from '../build/command';
import { changedAt } from '../build/plugin';

/** What the preview is made of: each part with the files it is made from and the file that shows it is there. */
const PARTS = [
  {
    name: "the preview's host",
    sources: ['preview/host', 'go.mod', 'go.sum'],
    result: '.cache/preview/host',
    command: ['go', 'build', '-o', '.cache/preview/host', './preview/host'],
  },
  {
    name: "the preview's page",
    sources: ['preview/page', 'build/rspack.preview.ts', 'build/sharedModules.ts', 'package-lock.json'],
    result: '.cache/preview/page/page.js',
    command: ['npx', 'rspack', 'build', '-c', 'build/rspack.preview.ts'],
  },
];

/**
 * Builds the preview's host and page into `.cache/preview/`; a part that is newer than all its sources is left alone.
 * Throws a sentence with the compiler's own words when a part can't be built.
 */
export async function buildPreview(): Promise<void> {
  mkdirSync(join(ROOT, '.cache/preview'), { recursive: true });
  for (const { name, sources, result, command } of PARTS) {
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
