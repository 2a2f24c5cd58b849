import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import { ROOT } from './command';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts;
const below = (folder: string) => readdirSync(join(ROOT, folder)).map((name) => join(folder, name));
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...[...below('docs'), ...below('docs/guide')].filter((path) => path.endsWith('.md')),
];

/** A page without its blocks of code. */
const prose = (path: string) => read(path).replace(/^```[\s\S]*?^```$/gm, '');

/** The anchors that a page's headings have, by GitHub's rule. */
function anchorsOf(path: string): string[] {
  const named = [...prose(path).matchAll(/<a (?:id|name)="([^"]+)"/g)].map((match) => match[1] ?? '');
  const headings = [...prose(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .replace(/[`*]|\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-')
  );
  return [...named, ...headings];
}

describe.each(PAGES)('%s', (page) => {
  const links = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].flatMap((match) => match[1] ?? []);

  it('links to files and headings that exist', () => {
    const broken = links.filter((link) => {
      if (/^(https?:|mailto:)/.test(link)) {
        return false;
      }
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? page : normalize(join(dirname(page), file));
      return !existsSync(join(ROOT, target)) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  it('has pictures of at most 250 KB', () => {
    const pictures = links.filter((link) => /\.(png|svg)$/.test(link) && !link.startsWith('http'));
    const heavy = pictures.filter((link) => statSync(join(ROOT, dirname(page), link)).size > 250 * 1024);
    expect(heavy).toEqual([]);
  });

  it('names only commands, files and packages that exist', () => {
    const blocks = [...read(page).matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
    const inline = [...prose(page).matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
    const text = [...blocks, ...inline].join('\n');
    const run = [...text.matchAll(/\bnpm (?:run )?([a-z][\w:]*)/g)].map((match) => match[1] ?? '');
    const known = [...Object.keys(scripts), 'ci', 'install', 'audit', 'run'];
    expect(run.filter((name) => !known.includes(name))).toEqual([]);
    const files = [
      ...text.matchAll(/(?:go test|npx tsx|npx jest|node --import tsx --test|playwright test) (?:\.\/)?([\w./-]+)/g),
    ];
    const paths = files.flatMap((match) => match[1] ?? '').filter((path) => !path.startsWith('-'));
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

it('the README shows a picture, how to install and the first hunt on its first screen', () => {
  const [first = ''] = read('README.md').split('\n## More');
  expect(first).toMatch(/!\[[^\]]+\]\([^)]+\.png\)/);
  expect(first).toContain('npm run demo');
  expect(first).toMatch(/^```kusto\n/m);
  expect(first.indexOf('```kusto')).toBeLessThan(4000);
});
