import { createHash } from 'node:crypto';

import type { Device } from './devices';
import type { FileOnDisk, Ledger, Process } from './ledger';
import type { Person } from './people';
import type { Random } from './random';
import { SESSION } from './residentPrograms';
import { isWorkingTime } from './sites';
import type { Office } from './tableRows';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Where the intruder comes from; the addresses are from the ranges for documentation. */
export const INTRUDER = {
  mailDomain: 'harbor-billing.example',
  sender: 'accounts@harbor-billing.example',
  senderIp: '203.0.113.66',
  control: { url: 'cdn.harborstatic.example', ip: '203.0.113.80', port: 443 },
  drop: { url: 'files.dropdepot.example', ip: '203.0.113.91', port: 443 },
  place: {
    ip: '203.0.113.150',
    city: 'Valletta',
    state: 'Valletta',
    country: 'Malta',
    countryCode: 'MT',
    latitude: '35.8989',
    longitude: '14.5146',
    isp: 'Transit Hosting',
  },
} as const;

/** Where the intruder keeps tools and loot. */
export const TOOLS = 'C:\\ProgramData\\Comms';

export const LURE: FileOnDisk = {
  folder: '',
  name: 'Invoice_4471.docm',
  size: 184_320,
  content: 'Invoice_4471.docm, the lure',
};

/** SHA-256 of a file's content, as the file tables have it. */
export function sha256(file: FileOnDisk): string {
  return createHash('sha256')
    .update(file.content ?? file.name)
    .digest('hex');
}

/** Who and what the story happens to, and when it begins. */
export interface Scene {
  ledger: Ledger;
  office: Office;
  random: Random;
  /** When the lure arrives, milliseconds after the tenant's first moment. */
  begins: number;
  victim: Person;
  /** The victim's machine. */
  machine: Device;
  /** An administrator whose password the intruder finds there. */
  admin: Person;
  fileServer: Device;
  domainController: Device;
  /** Colleagues who get the lure as well and leave it alone. */
  others: readonly Person[];
  /** A process that is running on a machine. */
  running(device: Device, name: string): Process;
}

/** What the story is set in. */
export interface Stage {
  ledger: Ledger;
  office: Office;
  random: Random;
  /** Milliseconds since 1970 of the first moment. */
  start: number;
  people: readonly Person[];
  devices: readonly Device[];
  residents: ReadonlyMap<number, ReadonlyMap<string, Process>>;
}

/** When the lure arrives: late enough for a view of the last 24 hours to show the whole story. */
export function storyBegins(ledger: Ledger): number {
  return ledger.end - 20 * HOUR;
}

/**
 * Sets the scene 20 hours before the end, where it is then working time: there the lure is read at once. On a weekend
 * somebody happens to be working.
 */
export function setScene(stage: Stage): Scene {
  const { ledger, office, random, devices, people, residents } = stage;
  const begins = storyBegins(ledger);
  const staff = people.filter(({ service }) => !service);
  const candidates = devices.filter(({ owner, system }) => system === 'windows' && owner && !owner.admin);
  const atWork = candidates.filter(({ site }) => isWorkingTime(site, stage.start + begins));
  const machine = random.pick(atWork.length > 0 ? atWork : candidates);
  const victim = machine.owner!;
  const running = signedIn(machine, begins, stage);
  return {
    ledger,
    office,
    random,
    begins,
    victim,
    machine,
    admin: staff.find(({ admin }) => admin)!,
    fileServer: devices.find(({ role }) => role === 'file server')!,
    domainController: devices.find(({ role }) => role === 'domain controller')!,
    others: staff.filter(({ id, department }) => id !== victim.id && department === victim.department).slice(0, 4),
    running: (device, name) => {
      const process = device.id === machine.id ? running.get(name) : residents.get(device.id)?.get(name);
      if (!process) {
        throw new Error(`Nothing called ${name} runs on ${device.name}.`);
      }
      return process;
    },
  };
}

/** What runs on the victim's machine; who has not signed in since it started does so now. */
function signedIn(machine: Device, begins: number, { ledger, residents }: Stage): ReadonlyMap<string, Process> {
  const running = new Map(residents.get(machine.id));
  for (const [index, { program, parent, commandLine }] of SESSION.entries()) {
    if (!running.has(program)) {
      const at = begins - 10 * MINUTE + index * SECOND;
      running.set(
        program,
        ledger.start(machine, program, { at, parent: running.get(parent), account: machine.owner!.id, commandLine })
      );
    }
  }
  return running;
}

/** The victim's home folder. */
export function home({ victim }: Scene): string {
  return `C:\\Users\\${victim.name}`;
}

/** A PowerShell command as -EncodedCommand takes it. */
export function encoded(command: string): string {
  return Buffer.from(command, 'utf16le').toString('base64');
}
