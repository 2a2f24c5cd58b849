// The provisioned rules in a real Grafana, the one of GRAFANA_HOME: what state each reaches on the attacks, on everyday work,
// for a row that is late, and when the service fails. `node --import tsx --test tests/grafana/rules.drill.ts`
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { type Emulator, startEmulator } from '../../preview/start';
import { ATTACKS } from '../dashboards/attacks';
import { controlOf } from '../drills/control';
import { type Alerting, type RuleState, startAlerting } from './alerting';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Hours that the tenant's events go on after Grafana's clock: each rule has one with its attack in its window. */
const LOOKS = [19.4, 18.4, 17.5, 16.5, 8.2, 7.2, 6.4, 48.6, 48, 13.5];
/** The lure of a weekend has no journey: nobody has signed in at home before. */
const NEEDS_A_WORKING_DAY = ['impossible-travel'];

const SMALL = ['--port', '0', '--calls-per-minute', '0', '--days', '5', '--devices', '80'];
const at = (ms: number) => new Date(ms).toISOString();

let emulator: Emulator;
let alerting: Alerting;

/** Puts another tenant behind the data source. */
async function turnTo(flags: string[]): Promise<void> {
  const next = await startEmulator(flags);
  await alerting.turnTo(next);
  await emulator.stop();
  emulator = next;
}

const firing = (states: Map<string, RuleState>) =>
  [...states.values()].filter(({ state }) => state === 'firing').map(({ uid }) => uid.replace('huntboard-', ''));

before(async () => {
  const home = process.env.GRAFANA_HOME ?? '';
  assert.notEqual(home, '', 'GRAFANA_HOME is not set: name the folder of a Grafana (it holds bin, conf and public).');
  emulator = await startEmulator(SMALL);
  alerting = await startAlerting(home, emulator);
});
after(async () => {
  await alerting.stop();
  await emulator.stop();
});

describe('attacks', () => {
  it('each rule fires when its attack is in its window', async (t) => {
    const seen = new Map<string, string>();
    for (const hours of LOOKS) {
      await turnTo([...SMALL, '--now', at(Date.now() + hours * HOUR)]);
      const states = await alerting.states();
      for (const name of firing(states)) {
        const fired = states.get(`huntboard-${name}`)?.alerts?.find(({ state }) => state === 'Alerting');
        seen.set(name, `${hours} h before the end: ${fired?.annotations.summary}, ${fired?.annotations.portal}`);
      }
    }
    seen.forEach((what, name) => t.diagnostic(`${name}: ${what}`));
    const missing = Object.keys(ATTACKS).filter((name) => !seen.has(name) && !NEEDS_A_WORKING_DAY.includes(name));
    assert.deepEqual(missing, []);
    assert.deepEqual(
      [...seen.keys()].filter((name) => !(name in ATTACKS)),
      []
    );
  });
});

describe('a day without an attack in sight', () => {
  it('no rule of an hour fires, and none fails', async () => {
    await turnTo([...SMALL, '--now', at(Date.now() + 28 * HOUR)]);
    const states = await alerting.states();
    assert.deepEqual(firing(states), []);
    assert.deepEqual(
      [...states.values()].filter(({ health }) => health === 'error').map(({ name, lastError }) => [name, lastError]),
      []
    );
  });
});

describe('a row that comes 20 minutes late', () => {
  it('fires both kinds of rule when it is there, and each is told once', async () => {
    await turnTo([...SMALL, '--late', '20']);
    const quiet = await alerting.states();
    assert.deepEqual(
      firing(quiet).filter((name) => !NEEDS_A_WORKING_DAY.includes(name)),
      []
    );
    const already = alerting.told.length;
    const row = { Timestamp: at(Date.now() - 19.5 * MINUTE), DeviceName: 'late-01', DeviceId: 'late' };
    const tables = {
      DeviceProcessEvents: {
        AccountName: 'ann',
        FileName: 'powershell.exe',
        ProcessCommandLine: 'powershell -enc AAAA',
      },
      DeviceNetworkEvents: {
        ...{ ActionType: 'ConnectionSuccess', RemoteIP: '203.0.113.80' },
        InitiatingProcessFileName: 'powershell.exe',
      },
    };
    for (const [table, columns] of Object.entries(tables)) {
      await controlOf(emulator).post('events', { table, rows: [{ ...row, ...columns }] });
    }
    assert.ok(!firing(await alerting.states()).includes('encoded-powershell'), 'it fired before the row was there');
    await pause(2 * MINUTE);
    const states = await alerting.states();
    assert.deepEqual(
      firing(states)
        .filter((name) => name in tables || /encoded|script/.test(name))
        .sort(),
      ['encoded-powershell', 'script-calls-out']
    );
    const news = alerting.told.slice(already).filter(({ labels }) => labels.DeviceName === 'late-01');
    assert.deepEqual(news.map(({ status, labels }) => `${status} ${labels.alertname}`).sort(), [
      'firing A script host calls the internet',
      'firing Encoded PowerShell',
    ]);
  });
});

describe('a service that fails', () => {
  const FAULTS = [
    { fault: { name: 'cut', times: 1_000 }, words: /broke off|cut|ended/i },
    { fault: { name: 'page', times: 1_000 }, words: /502|proxy|page/i },
    { fault: { name: 'callsQuota', times: 1_000, retryAfter: 60 }, words: /quota/i },
  ];
  for (const { fault, words } of FAULTS) {
    it(`${fault.name}: every rule that hunts is an error, and judges no answer of before`, async () => {
      await turnTo(SMALL);
      await alerting.states();
      await controlOf(emulator).post('faults', fault);
      const states = await alerting.states();
      for (const { uid, health, lastError = '', alerts = [] } of states.values()) {
        if (uid !== 'huntboard-budget-nearly-spent') {
          assert.equal(health, 'error', uid);
          assert.match(lastError, words);
          assert.ok(
            alerts.every(({ state }) => state.startsWith('Error')),
            uid
          );
        }
      }
    });
  }
});

describe('a tenant without a row', () => {
  it('hunts are quiet, and every table is told to be silent', async () => {
    await turnTo([...SMALL, '--now', at(Date.now() - 48 * HOUR)]);
    const states = await alerting.states();
    assert.deepEqual(firing(states), ['table-silent']);
    assert.equal(states.get('huntboard-table-silent')?.alerts?.filter(({ state }) => state === 'Alerting').length, 10);
  });
});
