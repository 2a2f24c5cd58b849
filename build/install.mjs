// Installs the npm packages of the lock file when they are missing or from another lock file, and says in one
// sentence what else this machine lacks. Plain JavaScript without imports from the registry: it runs first of all.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, 'node_modules');
const MARKER = join(MODULES, '.installed-lock');

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Is version a, such as [20, 19], at least version b? */
function atLeast(a, b) {
  return a[0] > b[0] || (a[0] === b[0] && a[1] >= b[1]);
}

function versionIn(text) {
  const match = /(\d+)\.(\d+)/.exec(text ?? '');
  return match ? [Number(match[1]), Number(match[2])] : [0, 0];
}

if (!atLeast(versionIn(process.versions.node), [20, 19])) {
  fail(
    `Huntboard is built with Node 20.19 or newer, this is ${process.versions.node}. Install it from your package manager.`
  );
}
const go = spawnSync('go', ['version'], { encoding: 'utf8' });
if (!atLeast(versionIn(go.stdout), [1, 26])) {
  fail(
    `Huntboard's back end is built with Go 1.26 or newer, found: ${go.stdout?.trim() || 'none'}. See https://go.dev/doc/install.`
  );
}

const lock = createHash('sha256')
  .update(readFileSync(join(ROOT, 'package-lock.json')))
  .digest('hex');
// A work tree may link to another's packages: npm ci would empty them there, under whoever uses them.
const linked = lstatSync(MODULES, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
if (!linked && (!existsSync(MARKER) || readFileSync(MARKER, 'utf8') !== lock)) {
  console.error('Installing the packages of package-lock.json …');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: ROOT, stdio: ['ignore', 2, 'inherit'] });
  writeFileSync(MARKER, lock);
}
