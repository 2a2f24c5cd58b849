import { msFromTicks, ticksFromMs } from '../../ticks';
import type { Store } from '../store';
import { everydayAlerts } from './alerts';
import { watchDirectory } from './directory';
import { reportExposure } from './exposure';
import { workLikeIntruders } from './lookAlikes';
import { copyOldSignIns } from './oldSignIns';
import { createDevices, type Device } from './devices';
import { deviceReports, identityReports } from './inventory';
import { Ledger, SYSTEM_ACCOUNTS } from './ledger';
import { live, type Surroundings } from './lives';
import { receiveMail } from './mail';
import { createPeople, type Person } from './people';
import { Random } from './random';
import { workInCloud } from './signIns';
import { isWeekendDay, localMidnight } from './sites';
import { encryptServer } from './storyRansom';
import { sprayPasswords } from './storySpray';
import { tellStory } from './story';
import { storyBegins } from './storyCast';
import { Office } from './tableRows';
import { reportVulnerabilities } from './vulnerabilities';
import { writeDeviceEvents } from './writeDevices';

/** What shapes a generated tenant; the same values give the same rows. */
export interface TenantShape {
  seed: number;
  devices: number;
  days: number;
  /** The end of the generated events, in ticks. */
  now: bigint;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Fills the tables with a company's events of the days before now, the first one from its UTC midnight. */
export async function generateTenant(store: Store, { seed, devices: count, days, now }: TenantShape): Promise<void> {
  const end = msFromTicks(now);
  const start = Math.floor(end / DAY) * DAY - days * DAY;
  const random = new Random(`tenant ${seed}`);
  const people = createPeople(Math.round(count * 0.85), SYSTEM_ACCOUNTS.length, random.stream('people'));
  const devices = createDevices(count, people, random.stream('devices'));
  const ledger = new Ledger(end - start);
  await ledger.open(store.connection, people, devices);
  const services = people.filter(({ service }) => service);
  const around: Surroundings = {
    ledger,
    start,
    days,
    devices,
    visited: devices.filter(({ role }) => role === 'file server' || role === 'domain controller'),
    services,
    storyBegins: storyBegins(ledger),
    residents: new Map(),
  };
  for (const device of devices) {
    live(device, around, random.stream(device.name));
  }
  const startTicks = ticksFromMs(start);
  const office = new Office(store, { startTicks, ms: end - start });
  const { residents } = around;
  everydayAlerts(office, { devices, spanMs: end - start }, random.stream('alerts'));
  const stage = (name: string) => ({ ledger, office, random: random.stream(name), start, people, devices, residents });
  const { victim } = tellStory(stage('story'));
  sprayPasswords(stage('spray'), victim);
  encryptServer(stage('ransom'));
  workLikeIntruders(stage('look-alikes'), days);
  watchDirectory(stage('directory'), days);
  reportVulnerabilities(office, devices, random.stream('vulnerabilities'));
  reportExposure(office, devices);
  await workInOffice(office, around, people, random);
  await office.write();
  await copyOldSignIns(store);
  await writeDeviceEvents(store, ledger, startTicks);
}

/** Mail, sign-ins and cloud work of every person, and what is reported of people and machines, day by day. */
async function workInOffice(
  office: Office,
  around: Surroundings,
  people: readonly Person[],
  random: Random
): Promise<void> {
  const machines = new Map<number, Device>(
    around.devices.flatMap((device) => (device.owner ? [[device.owner.id, device]] : []))
  );
  const staff = people.filter(({ service }) => !service);
  const streams = new Map(staff.map((person) => [person, random.stream(`${person.upn} office`)]));
  const reportDevices = deviceReports(around.devices, random.stream('inventory'));
  const reportIdentities = identityReports(people, random.stream('identities'));
  for (let day = -1; day <= around.days + 1; day++) {
    reportDevices(office, day);
    reportIdentities(office, day);
    for (const [person, own] of streams) {
      const midnight = localMidnight(person.site, around.start + day * DAY) - around.start;
      if (own.chance(isWeekendDay(person.site, around.start + midnight) ? 0.06 : 0.93)) {
        const at = midnight + 8.5 * HOUR;
        receiveMail(office, person, { at, span: 9 * HOUR, colleagues: staff }, own);
        workInCloud(office, person, { at, span: 9 * HOUR, device: machines.get(person.id) }, own);
      }
    }
    await office.writeBefore(day * DAY); // the next local day begins up to 10 hours before its UTC midnight
  }
}
