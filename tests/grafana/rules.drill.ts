// The provisioned rules in a real Grafana, the one of GRAFANA_HOME: what state each reaches on the attacks, on everyday work,
// for a row that is late, and when the service fails. `node --import tsx --test tests/grafana/rules.drill.ts`
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { type Emulator, startEmulator } from '../../preview/start';
import { ATTACKS } from '../dashboards/attacks';
import { controlOf } from '../drills/control';
import { type Alerting, type RuleState, startAlerting } from './alerting';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Hours that the tenant's events go on after Grafana's clock: each rule has one with its attack in its window. */
const LOOKS = [19.4, 18.4, 16.5, 12.6, 8.2, 7.2, 6.4, 49, 47.8];
/** On a weekend nobody has signed in at home before the attack: it has a journey of its own below. */
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
  /** A tenant of its own: the clock of one without a row goes on. */
  let data: string;
  before(() => {
    data = mkdtempSync(join(tmpdir(), 'huntboard-late-'));
    writeFileSync(join(data, 'DeviceProcessEvents.ndjson'), '');
  });
  after(() => rmSync(data, { recursive: true, force: true }));

  it('fires both kinds of rule when it is there, and each is told once', async () => {
    await turnTo(['--port', '0', '--calls-per-minute', '0', '--data', data, '--late', '20']);
    const row = { Timestamp: at(Date.now() - 19 * MINUTE), DeviceName: 'late-01', DeviceId: 'late' };
    const shell = { AccountName: 'ann', FileName: 'powershell.exe', ProcessCommandLine: 'powershell -enc AAAA' };
    const call = { ActionType: 'ConnectionSuccess', RemoteIP: '203.0.113.80', InitiatingProcessFileName: 'pwsh.exe' };
    await controlOf(emulator).post('events', { table: 'DeviceProcessEvents', rows: [{ ...row, ...shell }] });
    await controlOf(emulator).post('events', { table: 'DeviceNetworkEvents', rows: [{ ...row, ...call }] });
    assert.deepEqual(firing(await alerting.states()), ['table-silent'], 'it fired before the row was there');
    await pause(Date.parse(row.Timestamp) + 20.2 * MINUTE - Date.now());
    const now = firing(await alerting.states()).filter((name) => name !== 'table-silent');
    assert.deepEqual(now.sort(), ['encoded-powershell', 'script-calls-out']);
    await alerting.states();
    const told = alerting.told.filter(({ labels }) => labels.DeviceName === 'late-01');
    assert.deepEqual(told.map(({ status, labels }) => `${status} ${labels.alertname}`).sort(), [
      'firing A script host calls the internet',
      'firing Encoded PowerShell',
    ]);
  });
});

describe('a journey that nobody can make', () => {
  it('fires when an account signs in with a risk from another country', async () => {
    await turnTo(SMALL);
    const account = { AccountUpn: 'ann@brightharbor.example', AccountObjectId: 'ann', ErrorCode: 0 };
    const home = { ...account, Timestamp: at(Date.now() - 5 * HOUR), Country: 'GB', RiskLevelDuringSignIn: 0 };
    const away = { ...account, Timestamp: at(Date.now() - HOUR), Country: 'CY', RiskLevelDuringSignIn: 100 };
    await controlOf(emulator).post('events', { table: 'EntraIdSignInEvents', rows: [home, away] });
    const { alerts = [] } = (await alerting.states()).get('huntboard-impossible-travel') ?? {};
    const fired = alerts.filter(({ state }) => state === 'Alerting').map(({ labels }) => labels);
    assert.ok(fired.some(({ AccountUpn, Country }) => AccountUpn === account.AccountUpn && Country === 'CY'));
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
