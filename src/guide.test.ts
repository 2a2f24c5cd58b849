/** @jest-environment node */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { HINTS } from './english/hints';
import { guideUrl } from './guide';
import plugin from './plugin.json';

const ROOT = path.join(__dirname, '..');
const [SOURCE = ''] = plugin.info.links.filter(({ name }) => name === 'Source').map(({ url }) => url);

/** A page of the guide as it is in the repository, by its public address. */
function page(url: string): string {
  const [address = ''] = url.split('#');
  expect(address.startsWith(`${SOURCE}/blob/main/`)).toBe(true);
  return readFileSync(path.join(ROOT, address.slice(`${SOURCE}/blob/main/`.length)), 'utf8');
}

it.each(Object.keys(HINTS))('the "Why?" of %s leads to a section that is there', (code) => {
  expect(page(guideUrl('hints', code))).toContain(`<a id="${code}"></a>`);
});

it('the link of a failed check is of the same repository, and its page is there', () => {
  const link = /const healthGuide = "([^"]+)"/.exec(readFileSync(path.join(ROOT, 'pkg/plugin/health.go'), 'utf8'))?.[1];
  expect(link).toBe(guideUrl('identities'));
  expect(page(link ?? '')).not.toBe('');
});

it('no other file of the browser half spells the address', () => {
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const spelled = files.filter((file) => readFileSync(path.join(__dirname, file), 'utf8').includes(SOURCE));
  expect(spelled).toEqual([]);
});
