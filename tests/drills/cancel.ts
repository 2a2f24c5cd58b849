import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Control } from './control';
import { hunt } from './hunt';
import type { Site } from './site';

const TRIALS = 5;
const AT_MOST_MS = 100;

/**
 * Begins hunts that a fault keeps waiting, hangs up, and looks at the emulator's own list of calls for the moment at
 * which each ended. A busy machine can make one late, but not all of several; a plugin that holds on to calls does.
 */
export async function endsWithItsCaller(site: Site, fault: object): Promise<void> {
  const late: number[] = [];
  for (let trial = 0; trial < TRIALS; trial++) {
    const ms = await cancelOne(site, fault);
    if (ms <= AT_MOST_MS) {
      return;
    }
    late.push(ms);
  }
  assert.fail(`The call ended ${late.join(', ')} ms after its caller had gone, in ${TRIALS} trials.`);
}

/** Milliseconds from the moment the caller hangs up to the end of the call, at the emulator. */
async function cancelOne({ control, ...site }: Site, fault: object): Promise<number> {
  await control.reset();
  await control.post('faults', fault);
  const caller = new AbortController();
  const asked = hunt({ control, ...site }, { signal: caller.signal });
  const refused = assert.rejects(asked, { name: 'AbortError' });
  await begins(control);
  const hungUp = Date.now();
  caller.abort();
  await refused;
  await until(async () => (await control.open()).calls === 0, 'the call ends');
  const ends = (await control.calls()).map(({ at, ms }) => Date.parse(at) + ms);
  await control.reset();
  return Math.max(...ends) - hungUp;
}

/** Waits until a call has arrived at the emulator and is being answered. */
export async function begins(control: Control): Promise<void> {
  await until(async () => (await control.calls()).some(({ status }) => status === 0), 'a call begins');
}

/** Polls until something is so; fails when it is not within 15 seconds. */
async function until(happened: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await happened())) {
    assert.ok(Date.now() < end, `Waited 15 s in vain until ${what}.`);
    await sleep(5);
  }
}
