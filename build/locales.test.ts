import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './command';
import { extract, flat, localeFile, nest, type Words } from './locales';

const { languages }: { languages: string[] } = JSON.parse(readFileSync(join(ROOT, 'src/plugin.json'), 'utf8'));
const wordsOf = (language: string) => flat(JSON.parse(readFileSync(localeFile(language), 'utf8')) as Words);

it('English is what the screens say (else: npx tsx build/locales.ts)', () => {
  expect([...wordsOf('en-US')]).toEqual([...flat(nest(extract()))]);
  expect(extract().size).toBeGreaterThan(10);
});

it.each(languages)('%s has a word for every key, and no other', (language) => {
  expect([...wordsOf(language).keys()].sort()).toEqual([...extract().keys()].sort());
  expect([...wordsOf(language).values()].filter((text) => text.trim() === '')).toEqual([]);
});

it('English comes first, and another language proves that words are taken from its file', () => {
  expect(languages[0]).toBe('en-US');
  expect(languages.length).toBeGreaterThan(1);
});
