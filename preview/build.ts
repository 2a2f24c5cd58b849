import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../build/command';
import { buildParts, type Part } from '../build/part';

const PARTS: Part[] = [
  {
    name: "the preview's host",
    sources: ['preview/host', 'go.mod', 'go.sum'],
    result: '.cache/preview/host',
    command: ['go', 'build', '-o', '.cache/preview/host', './preview/host'],
  },
  {
    name: "the preview's page",
    sources: [
      ...['preview/page', 'build/rspack.preview.ts', 'build/typescriptRule.ts', 'build/sharedModules.ts'],
      'package-lock.json',
    ],
    result: '.cache/preview/page/page.js',
    command: ['npx', 'rspack', 'build', '-c', 'build/rspack.preview.ts'],
  },
];

/** Builds the preview's host and page into `.cache/preview/`, as far as they are out of date. */
export async function buildPreview(): Promise<void> {
  mkdirSync(join(ROOT, '.cache/preview'), { recursive: true });
  await buildParts(PARTS);
}
