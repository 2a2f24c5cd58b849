import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';

import { ROOT } from '../command';

import { zip, type Entry } from './archive';
import { catalogReadme } from './catalogReadme';
import { PLUGIN_ID } from './folder';
import { checkPictures } from './pictures';
import { PLATFORMS, RULES, type Plugin } from './rules';
import { goParts, npmParts, sbom } from './sbom';

const file = (path: string, text: string, executable = false): Entry => ({
  path: `${PLUGIN_ID}/${path}`,
  bytes: Buffer.from(text),
  executable,
});

describe('zip', () => {
  const entries = [file('module.js', 'define([])'), file('gpx_x', 'ELF '.repeat(100), true), file('empty', '')];
  const archive = zip(entries);

  it('holds each file with its bytes, its checksum and its permissions', () => {
    expect(directoryOf(archive)).toEqual(
      entries.map(({ path, bytes, executable }) => ({
        path,
        bytes,
        crc: crc32(bytes),
        mode: executable ? 0o100755 : 0o100644,
      }))
    );
  });

  it('is the same for the same files', () => expect(zip(entries).equals(archive)).toBe(true));
});

/** Reads an archive as an unpacker does: from the end, by its directory. */
function directoryOf(archive: Buffer) {
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: archive.readUInt16LE(end + 10) }, () => {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const [packed, nameLength, local] = [at + 20, at + 42]
      .map((place) => archive.readUInt32LE(place))
      .toSpliced(1, 0, archive.readUInt16LE(at + 28));
    const start = local! + 30 + archive.readUInt16LE(local! + 26) + archive.readUInt16LE(local! + 28);
    const found = {
      path: archive.toString('utf8', at + 46, at + 46 + nameLength!),
      bytes: inflateRawSync(archive.subarray(start, start + packed!)),
      crc: archive.readUInt32LE(at + 16),
      mode: archive.readUInt32LE(at + 38) >>> 16,
    };
    at += 46 + nameLength!;
    return found;
  });
}

describe('the README of the catalog', () => {
  it.each([
    [
      'a link into the repository',
      '[a](docs/a.md)',
      `[a](https://github.com/huntboard/${PLUGIN_ID}/blob/main/docs/a.md)`,
    ],
    ['a picture', '![a](docs/a.png)', `![a](https://raw.githubusercontent.com/huntboard/${PLUGIN_ID}/main/docs/a.png)`],
    ['an address stays', '[a](https://example.com)', '[a](https://example.com)'],
    ['an anchor stays', '[a](#b)', '[a](#b)'],
  ])('%s', (_, markdown, want) => expect(catalogReadme(markdown)).toBe(want));
});

describe('the rules', () => {
  const png = Buffer.alloc(64);
  png.write('\x89PNG\r\n\x1a\n', 'latin1');
  png.writeUInt32BE(1400, 16);
  const map = JSON.stringify({ sources: ['a'], sourcesContent: ['b'] });
  const metadata = readFileSync(join(ROOT, 'src/plugin.json'), 'utf8')
    .replace('%VERSION%', '0.1.0')
    .replace('%TODAY%', '2026-11-24');
  const { info, includes = [], executable } = JSON.parse(metadata);
  const pictures: string[] = info.screenshots.map(({ path }: { path: string }) => path);
  const whole: Plugin = {
    version: '0.1.0',
    platforms: PLATFORMS,
    entries: [
      file('plugin.json', metadata),
      ...['module.js', 'query-editor.js', 'config-editor.js'].flatMap((name) => [
        file(name, 'x'),
        file(`${name}.map`, map),
      ]),
      ...['README.md', 'go_plugin_build_manifest', info.logos.small].map((name) => file(name, 'x')),
      file('CHANGELOG.md', '## 0.1.0'),
      file('LICENSE', 'Apache License\n  Version 2.0'),
      ...pictures.map((path) => ({ ...file(path, ''), bytes: png })),
      ...includes.flatMap(({ path }: { path?: string }) => (path ? [file(path, '{}')] : [])),
      ...PLATFORMS.map((platform) => file(`${executable}_${platform}`, 'x', true)),
    ],
  };
  const without = (pattern: RegExp): Plugin => ({
    ...whole,
    entries: whole.entries.filter(({ path }) => !pattern.test(path)),
  });
  const changed = (name: string, change: (text: string) => string): Plugin => ({
    ...whole,
    entries: whole.entries.map((e) =>
      e.path.endsWith(`/${name}`) ? { ...e, bytes: Buffer.from(change(e.bytes.toString())) } : e
    ),
  });
  const faultsOf = (plugin: Plugin) => RULES.flatMap(({ check }) => check(plugin));

  it('find nothing in a whole plugin', () => expect(faultsOf(whole)).toEqual([]));

  it.each<[string, Plugin, RegExp]>([
    ['a binary that is missing', without(/windows/), /gpx_huntboard_windows_amd64.exe is not in/],
    [
      'a binary that nobody may start',
      { ...whole, entries: whole.entries.map((e) => ({ ...e, executable: false })) },
      /no permission/,
    ],
    ['a license that is missing', without(/LICENSE/), /LICENSE/],
    ['a logo that is missing', without(/logo/), /logo/],
    ['a version that is not that of package.json', { ...whole, version: '0.2.0' }, /package.json 0.2.0/],
    ['a relative link in the README', changed('README.md', () => '[a](docs/a.md)'), /links to docs\/a.md/],
    ['a script without its map', without(/module.js.map/), /module.js.map is not in/],
    ['a map without sources', changed('module.js.map', () => '{"sources":["a"]}'), /holds no sources/],
    ['a logo that runs a script', changed('logo.svg', () => '<svg onload="x"/>'), /could run or load/],
    ['a script that tells somebody', changed('module.js', () => '"https://count.example.net/x"'), /none of ours/],
    [
      'a script over its budget',
      changed('module.js', () => Array.from({ length: 30_000 }, (_, n) => Math.sin(n)).join()),
      /budget is/,
    ],
    [
      'an archive without its folder',
      { ...whole, entries: whole.entries.map((e) => ({ ...e, path: e.path.replace(PLUGIN_ID, 'dist') })) },
      /must be in a folder/,
    ],
  ])('find %s', (_, plugin, want) => {
    let found: string[];
    try {
      found = faultsOf(plugin);
    } catch {
      found = RULES.slice(0, 1).flatMap(({ check }) => check(plugin)); // nothing else can be read
    }
    expect(found.join('\n')).toMatch(want);
  });

  it('find a picture that is too heavy, too small or none', () => {
    const small = Buffer.from(png);
    small.writeUInt32BE(640, 16);
    expect(checkPictures([{ path: 'a.png', bytes: small }])).toEqual([expect.stringMatching(/too small to read/)]);
    expect(checkPictures([{ path: 'a.png', bytes: Buffer.concat([png, Buffer.alloc(300_000)]) }])).toHaveLength(1);
    expect(checkPictures([{ path: 'a.png', bytes: Buffer.from('GIF') }])).toEqual(['a.png is not a PNG picture.']);
  });

  it('are all listed, with their results, in docs/publishing.md', () => {
    const page = readFileSync(join(ROOT, 'docs/publishing.md'), 'utf8');
    const names = RULES.flatMap(({ name }) =>
      name
        .replace(/ \(.*\)/, '')
        .replace(/^huntboard: /, '')
        .split(', ')
    );
    expect(names.filter((name) => !page.includes(name))).toEqual([]);
  });
});

describe('the list of parts', () => {
  it('names packages of npm by the sources of the scripts, once, with the version of the lock file', () => {
    const map = JSON.stringify({
      sources: [
        'webpack://x/./node_modules/@a/b/c.js',
        'webpack://x/./node_modules/tslib/t.js',
        'webpack://x/./node_modules/tslib/u.js',
        'webpack://x/./src/a.ts',
      ],
    });
    expect(npmParts([map], () => '1.0.0').map(({ name }) => name)).toEqual(['@a/b', 'tslib']);
    expect(() => npmParts([map], () => undefined)).toThrow(/code of @a\/b, which package-lock.json does not name/);
  });

  it('names the modules of a binary and Go itself', () => {
    const listing = 'dist/gpx: go1.26.5\n\tpath\tx\n\tdep\tgithub.com/a/b\tv1.2.3\th1:x\n';
    expect(goParts(listing)).toEqual([
      { ecosystem: 'golang', name: 'stdlib', version: '1.26.5' },
      { ecosystem: 'golang', name: 'github.com/a/b', version: 'v1.2.3' },
    ]);
    expect(() => goParts('dist/gpx: go1.26.5\n')).toThrow(/tells no modules/);
  });

  it('is CycloneDX, and the same for the same parts', () => {
    const make = () => sbom({ name: 'p', version: '1' }, [{ ecosystem: 'npm', name: '@a/b', version: '2' }]);
    expect(make()).toBe(make());
    expect(JSON.parse(make())).toMatchObject({
      bomFormat: 'CycloneDX',
      serialNumber: expect.stringMatching(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
      components: [{ purl: 'pkg:npm/%40a/b@2' }],
    });
  });
});
