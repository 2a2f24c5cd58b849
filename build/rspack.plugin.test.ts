import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import floor from '../tests/cases/grafana-12.3.0-exports.json';
import manifest from '../package.json';

const MODULE_BUDGET_BYTES = 60 * 1024;

const root = path.resolve(__dirname, '..');
const out = mkdtempSync(path.join(tmpdir(), 'plugin-bundle-'));
const built = (file: string) => readFileSync(path.join(out, file), 'utf8');

beforeAll(() => {
  mkdirSync(path.join(out, 'img'), { recursive: true });
  writeFileSync(path.join(out, 'gpx_huntboard_linux_amd64'), 'the backend');
  writeFileSync(path.join(out, 'old-chunk.js'), 'from an earlier build');
  // The command itself: Jest can't load rspack, which comes as ES modules only.
  const command = ['build', '-c', 'build/rspack.plugin.ts', '-o', out];
  execFileSync(path.join(root, 'node_modules/.bin/rspack'), command, { cwd: root, stdio: 'pipe' });
}, 60_000);

afterAll(() => rmSync(out, { recursive: true, force: true }));

it('asks the host only for modules that Grafana 12.3.0 shares', () => {
  const [, list = '[]'] = /^define\((\[.*?\])/.exec(built('module.js')) ?? [];
  const asked: string[] = JSON.parse(list);
  expect(asked).toContain('react/jsx-runtime');
  expect(asked.filter((name) => name !== 'module' && !floor.sharedModules.includes(name))).toEqual([]);
});

it('finds its chunks beside module.js, wherever the host serves that from', () => {
  expect(built('module.js')).toContain('.uri');
});

it('stays small, with the editor and the settings page in chunks of their own', () => {
  expect(gzipSync(built('module.js')).length).toBeLessThan(MODULE_BUDGET_BYTES);
  expect(readdirSync(out)).toEqual(expect.arrayContaining(['query-editor.js', 'config-editor.js', 'module.js.map']));
});

it('stamps the version and the date into plugin.json', () => {
  const { info, id } = JSON.parse(built('plugin.json'));
  expect(id).toBe('huntboard-defender-datasource');
  expect(info.version).toBe(manifest.version);
  expect(info.updated).toMatch(/^\d{4}-\d\d-\d\d$/);
});

it('keeps the backend in the folder, and nothing else of an earlier build', () => {
  expect(readdirSync(out)).toContain('gpx_huntboard_linux_amd64');
  expect(readdirSync(out)).not.toContain('old-chunk.js');
});

it('carries the logo that plugin.json names', () => {
  expect(readdirSync(path.join(out, 'img'))).toContain('logo.svg');
});
