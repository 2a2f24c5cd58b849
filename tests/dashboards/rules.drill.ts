// Every provisioned alert rule on the built plugin, over three days of attacks and of work that looks like them.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { ask } from './ask';
import { ATTACKS, LOOK_ALIKES } from './attacks';
import { evaluate } from './evaluate';
import { flagsAt, MOMENTS } from '../moments';
import { lengthOf, queryOf, readRules, type Rule, ruleCalled, windowOf } from './rule';
import { type Site, startSite, UID } from './site';

const HOUR = 3_600_000;
const PAST = 60 * HOUR; // what the rules are run over: all three attacks, and work before, between and after them
/** Enough days for the longest window before that, and devices for all roles in the attacks. */
const SIZE = ['--days', '5', '--devices', '80'];

/** Milliseconds between two runs, so that each row is seen by one; a rule by arrival sees the last 10 minutes. */
function stepOf(rule: Rule): number {
  const byArrival = queryOf(rule).query?.includes('ingestion_time()');
  return byArrival ? 2 * lengthOf(rule.group.interval) : Math.max(HOUR, windowOf(rule) / 2);
}

it('each rule that hunts has an attack to fire on', () => {
  const hunting = readRules().filter(({ file }) => file !== 'health.yaml');
  assert.deepEqual(hunting.map(({ uid }) => uid.replace('huntboard-', '')).sort(), Object.keys(ATTACKS).sort());
});

const quietOn = new Set<string>();

for (const moment of MOMENTS) {
  describe(`a tenant whose events end on ${moment.name}`, () => {
    const end = Date.parse(moment.now);
    let site: Site;
    before(async () => {
      site = await startSite([...flagsAt(moment), ...SIZE]);
    });
    after(() => site.stop());

    for (const [name, sightings] of Object.entries(ATTACKS)) {
      it(`${name} fires on its attack, and on nothing else`, async () => {
        const rule = ruleCalled(name);
        const unseen = new Set(sightings.slice(0, 1).filter(({ afterWork }) => !(afterWork && moment.weekend)));
        for (let at = end; at > end - PAST; at -= stepOf(rule)) {
          for (const instance of await evaluate(site, rule, at)) {
            const seen = sightings.find(
              ({ from, to, on }) => on.test(instance) && at > end - from * HOUR && at - windowOf(rule) < end - to * HOUR
            );
            assert.ok(seen, `${instance} fires at ${new Date(at).toISOString()}`);
            unseen.delete(seen);
          }
        }
        assert.deepEqual([...unseen], [], 'it never fired');
      });
    }

    it('there is work of five kinds or more to stay quiet on', async () => {
      const span = { from: String(end - PAST), to: String(end) };
      const found: string[] = [];
      for (const [name, kql] of Object.entries(LOOK_ALIKES)) {
        const query = { schemaVersion: 1, query: `${kql} | count`, format: 'table' };
        const answer = await ask({ url: site.url, uid: UID, query, ...span });
        assert.equal(answer.error, undefined);
        found.push(...(Number(answer.fields[0]?.values[0]) > 0 ? [name] : []));
      }
      assert.ok(found.length >= 5, found.join(', '));
      found.forEach((name) => quietOn.add(name));
    });

    it('no table is silent while events arrive, and each is told once they end', async () => {
      const rule = ruleCalled('table-silent');
      assert.deepEqual(await evaluate(site, rule, end), []);
      assert.equal((await evaluate(site, rule, end + 30 * HOUR)).length, 10);
    });

    it('the budget is far from spent', async () => {
      assert.deepEqual(await evaluate(site, ruleCalled('budget-nearly-spent'), end), []);
    });
  });
}

it('each kind of work that looks like an attack was there to stay quiet on', () => {
  assert.deepEqual([...quietOn].sort(), Object.keys(LOOK_ALIKES).sort());
});
