import { existsSync } from 'node:fs';

import { run } from '../command';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const ADVICE =
  'The browser suite needs Chromium and found none: install it (Debian, Ubuntu: apt-get install chromium; ' +
  'macOS: brew install --cask google-chrome) or name the program in CHROMIUM.';

/** Path of a Chromium; as root on Debian a missing one is installed. Throws what to install when there is none. */
export async function findChromium(): Promise<string> {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) {
      throw new Error(`CHROMIUM names ${named}, which does not exist.`);
    }
    return named;
  }
  const found = PLACES.find((place) => existsSync(place));
  return found ?? install();
}

async function install(): Promise<string> {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    throw new Error(ADVICE);
  }
  console.log('Chromium is missing: installing it with apt-get …');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { log: 'test/apt.log', env });
  const { code, output } = await run('apt-get', ['install', '-y', '-q', 'chromium'], { log: 'test/apt.log', env });
  if (code !== 0 || !existsSync('/usr/bin/chromium')) {
    throw new Error(`${ADVICE} apt-get said:\n${output.split('\n').slice(-8).join('\n')}`);
  }
  return '/usr/bin/chromium';
}
