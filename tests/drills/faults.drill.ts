// Each fault of the emulator's through the built plugin: what a panel gets to see, and that nothing stays behind.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { FAULT_PATHS } from '../../emulator/service/faults';
import { NAMED_FAULTS } from '../../emulator/service/faultRequest';
import { begins, endsWithItsCaller } from './cancel';
import { AT_HUNTING, AT_SIGN_IN, type Expected, PATIENCE } from './expected';
import { hunt, type Seen } from './hunt';
import { type Held, idle, nothingLeft } from './leaks';
import { noSecretIn } from './secrets';
import { type Site, startSite, startTenant } from './site';

const APIS = ['graph', 'xdr', 'mde'] as const;

/** Calls that a closed quota holds back work again when its wait is over. */
const WORKS_AGAIN_MS = 10_000;

it('has a drill for each fault', () => {
  assert.deepEqual(Object.keys(AT_HUNTING).sort(), Object.keys(NAMED_FAULTS).sort());
  assert.deepEqual([...FAULT_PATHS], ['hunting', 'token', 'schema']);
});

describe('faults through the plugin', { concurrency: true }, () => {
  for (const api of APIS) {
    describe(api, { concurrency: 1 }, () => drills(api));
  }
});

function drills(api: (typeof APIS)[number]): void {
  let tenant: Awaited<ReturnType<typeof startTenant>>;
  let site: Site;
  let before_: Held;
  const seen: string[] = [];

  before(async () => {
    tenant = await startTenant();
    site = await startSite(tenant.emulator, { jsonData: { api, timeoutSeconds: PATIENCE } });
    assert.equal((await hunt(site)).rows, 3);
    before_ = await idle(site);
  });

  after(async () => {
    await site.stop();
    await tenant.stop();
  });

  async function ask(): Promise<Seen> {
    const answer = await hunt(site);
    seen.push(answer.text);
    return answer;
  }

  /** Lets a fault happen to one hunt, looks at what it shows, and hunts on. */
  async function drill(fault: object, expected: Expected): Promise<void> {
    await site.control.post('quota', { timeoutSeconds: expected.serviceSeconds ?? 0 });
    await site.control.post('faults', { ...fault, ...expected.fault });
    check(await ask(), expected);
    await site.control.reset();
    await site.control.post('quota', { timeoutSeconds: 0 });
    await worksAgain(ask);
  }

  for (const [name, expected] of Object.entries(AT_HUNTING)) {
    it(`${name} at a hunt`, () => drill({ name }, expected));
  }

  for (const [name, expected] of Object.entries(AT_SIGN_IN)) {
    it(`${name} at the sign-in`, async () => {
      await site.control.post('expire-tokens');
      await drill({ name, path: 'token' }, expected);
    });
  }

  hangUps(() => site);

  it('leaves nothing behind', () => nothingLeft(site, before_));

  it('would see what is left behind', async () => {
    await site.control.post('faults', { name: 'delay', delayMs: 60_000 });
    const caller = new AbortController();
    const left = hunt(site, { signal: caller.signal }).catch((error: unknown) => error);
    await begins(site.control);
    await assert.rejects(nothingLeft(site, before_, 500), /Left behind: \d+ goroutines, before \d+/);
    caller.abort();
    assert.match(String(await left), /AbortError/, 'the hunt was meant to wait');
    await site.control.reset();
    await nothingLeft(site, before_);
  });

  it('shows and logs no secret', () => {
    assert.ok(
      site.log.some((line) => line.includes('[DEBUG]') && line.includes('Hunt:')),
      'nothing was logged'
    );
    noSecretIn([...seen, ...site.log], [site.emulator.clientSecret]);
  });
}

/** Callers who do not wait: a panel that is left, a dashboard that is closed. */
function hangUps(site: () => Site): void {
  for (const fault of [{ name: 'delay' }, { name: 'drip', bytesPerSecond: 10 }, { name: 'slowQuery' }]) {
    it(`a caller who hangs up ends the call: ${fault.name}`, () => endsWithItsCaller(site(), { ...fault, times: 1 }));
  }

  it('a caller who hangs up ends the sign-in', async () => {
    await site().control.post('expire-tokens');
    await endsWithItsCaller(site(), { name: 'delay', path: 'token' });
  });
}

function check(seen: Seen, { error, notice }: Expected): void {
  if (!error) {
    assert.deepEqual([seen.status, seen.error, seen.rows], [200, undefined, 3]);
    assert.ok(notice ? seen.notices.some((text) => notice.test(text)) : seen.notices.length === 0, seen.notices.join());
    return;
  }
  assert.ok(seen.error, `no error, but ${seen.rows} rows`);
  assert.match(seen.error, error.says);
  assert.match(seen.error, error.advice);
  assert.doesNotMatch(seen.error, /\n|undefined|<nil>|%!|status 0|goroutine/);
  assert.deepEqual([seen.status, seen.errorSource, seen.rows], [error.status, 'downstream', 0], seen.error);
}

async function worksAgain(ask: () => Promise<Seen>): Promise<void> {
  const end = Date.now() + WORKS_AGAIN_MS;
  for (;;) {
    const { rows, error } = await ask();
    if (rows === 3) {
      return;
    }
    assert.ok(Date.now() < end, `Later hunts fail: ${error}`);
    await sleep(250);
  }
}
