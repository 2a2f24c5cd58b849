import { msFromTicks, ticksFromMs } from '../../ticks';
import type { Store } from '../store';
import { everydayAlerts } from './alerts';
import { createDevices, type Device } from './devices';
import { reportDevices, reportIdentities } from './inventory';
import { Ledger, SYSTEM_ACCOUNTS } from './ledger';
import { live, type Surroundings } from './lives';
import { receiveMail } from './mail';
import { createPeople, type Person } from './people';
import { Random } from './random';
import { workInCloud } from './signIns';
import { isWeekendDay, localMidnight } from './sites';
import { tellStory } from './story';
import { storyBegins } from './storyCast';
import { Office } from './tableRows';
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
    services,
    storyBegins: storyBegins(ledger),
    residents: new Map(),
  };
  for (const device of devices) {
    live(device, around, random.stream(device.name));
  }
  const startTicks = ticksFromMs(start);
  const office = new Office(store, { startTicks, ms: end - start });
  workInOffice(office, around, people, random);
  reportDevices(office, devices, days, random.stream('inventory'));
  reportIdentities(office, people, days, random.stream('identities'));
  everydayAlerts(office, { devices, spanMs: end - start }, random.stream('alerts'));
  const { residents } = around;
  tellStory({ ledger, office, random: random.stream('story'), start, people, devices, residents });
  await office.write();
  await writeDeviceEvents(store.connection, ledger, startTicks);
}

/** Mail, sign-ins and cloud work of every person on their working days. */
function workInOffice(office: Office, around: Surroundings, people: readonly Person[], random: Random): void {
  const machines = new Map<number, Device>(
    around.devices.flatMap((device) => (device.owner ? [[device.owner.id, device]] : []))
  );
  const staff = people.filter(({ service }) => !service);
  for (const person of staff) {
    const own = random.stream(`${person.upn} office`);
    for (let day = -1; day <= around.days + 1; day++) {
      const midnight = localMidnight(person.site, around.start + day * DAY) - around.start;
      if (!own.chance(isWeekendDay(person.site, around.start + midnight) ? 0.06 : 0.93)) {
        continue;
      }
      const at = midnight + 8.5 * HOUR;
      receiveMail(office, person, { at, span: 9 * HOUR, colleagues: staff }, own);
      workInCloud(office, person, { at, span: 9 * HOUR, device: machines.get(person.id) }, own);
    }
  }
}
