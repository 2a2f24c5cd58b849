import { existsSync } from 'node:fs';

import { run } from '../command';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const APT_PLACE = '/usr/bin/chromium';

const ADVICE =
  'The browser suite needs Chromium and found none: install it (Debian, Ubuntu: apt-get install chromium; ' +
  'macOS: brew install --cask google-chrome) or name the program in CHROMIUM.';

/** What the search asks of the machine. */
export interface Machine {
  named: string | undefined;
  isRoot: boolean;
  exists(path: string): boolean;
  aptGet(...args: string[]): Promise<{ code: number; output: string }>;
}

const THIS_MACHINE: Machine = {
  named: process.env.CHROMIUM,
  isRoot: process.getuid?.() === 0,
  exists: existsSync,
  aptGet: (...args) => run('apt-get', args, { log: 'test/apt.log', env: { DEBIAN_FRONTEND: 'noninteractive' } }),
};

/** Path of a Chromium; as root on Debian a missing one is installed. Throws what to install when there is none. */
export async function findChromium(machine: Machine = THIS_MACHINE): Promise<string> {
  const { named, exists } = machine;
  if (named !== undefined && named !== '') {
    if (!exists(named)) {
      throw new Error(`CHROMIUM names ${named}, which does not exist.`);
    }
    return named;
  }
  return PLACES.find((place) => exists(place)) ?? install(machine);
}

async function install({ isRoot, exists, aptGet }: Machine): Promise<string> {
  if (!isRoot || !exists('/usr/bin/apt-get')) {
    throw new Error(ADVICE);
  }
  console.log('Chromium is missing: installing it with apt-get …');
  await aptGet('update', '-q');
  const { code, output } = await aptGet('install', '-y', '-q', 'chromium');
  if (code !== 0 || !exists(APT_PLACE)) {
    throw new Error(`${ADVICE} apt-get said:\n${output.trimEnd().split('\n').slice(-8).join('\n')}`);
  }
  return APT_PLACE;
}
