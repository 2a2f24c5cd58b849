import { startChild } from '../../preview/child';

import { setRunning } from './running';

/** A first build of both halves takes this long on a slow machine. */
const READY_WITHIN_MS = 300_000;

/** Starts what the suite talks to (serve.ts) and returns what ends it. */
async function globalSetup(): Promise<() => Promise<void>> {
  const { ready, stop } = await startChild({
    name: 'The emulator with its previews',
    command: process.execPath,
    args: ['--import', 'tsx', 'tests/e2e/serve.ts'],
    readyWithin: READY_WITHIN_MS,
  });
  setRunning(ready);
  return stop;
}

// eslint-disable-next-line import-x/no-default-export -- Playwright calls the default export
export default globalSetup;
