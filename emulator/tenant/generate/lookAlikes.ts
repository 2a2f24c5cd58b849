import { placeOf, signIn } from './signIns';
import { encoded, type Stage } from './storyCast';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SYSTEM = 1;

/** Ordinary work that looks like an attack: a hunt that cannot tell them apart finds these as well. */
export function workLikeIntruders(stage: Stage, days: number): void {
  for (let day = 0; day <= days; day++) {
    deploy(stage, day * DAY + 3 * HOUR);
    scan(stage, day * DAY + 2 * HOUR);
    backUp(stage, day * DAY + HOUR);
  }
  travel(stage);
}

/** The management tool asks servers for their updates, by encoded PowerShell. */
function deploy({ ledger, random, devices, residents }: Stage, night: number): void {
  const query = encoded('Get-CimInstance Win32_QuickFixEngineering | Export-Csv C:\\ProgramData\\Keelson\\updates.csv');
  for (const server of devices
    .filter(({ role, system }) => role !== 'workstation' && system === 'windows')
    .slice(0, 12)) {
    const at = night + random.next() * HOUR;
    const parent = residents.get(server.id)?.get('services.exe');
    const commandLine = '"C:\\Program Files\\Keelson\\Deploy\\deployagent.exe" --run inventory';
    const agent = ledger.start(server, 'deployagent.exe', { at, parent, account: SYSTEM, commandLine });
    ledger.start(server, 'powershell.exe', {
      at: at + 2_000,
      parent: agent,
      account: SYSTEM,
      commandLine: `powershell.exe -NoProfile -NonInteractive -EncodedCommand ${query}`,
    });
  }
}

/** The vulnerability scanner tries its account, and names that should not exist, on servers. */
function scan({ ledger, random, devices, people, residents }: Stage, night: number): void {
  const scanner = devices.find(({ role }) => role === 'linux server')!;
  const account = people.find(({ name }) => name === 'svc-scan')!.id;
  for (const server of devices
    .filter(({ role, system }) => role !== 'workstation' && system === 'windows')
    .slice(0, 8)) {
    const gate = residents.get(server.id)!.get('lsass.exe')!;
    for (let attempt = 0; attempt < 12; attempt++) {
      const at = night + attempt * 700 + random.next() * 20 * MINUTE;
      const failure = attempt < 11 ? 'InvalidUserNameOrPassword' : '';
      ledger.logon(gate, { at, account, kind: 'Network', from: scanner, protocol: 'NTLM', failure });
    }
  }
}

/** The nightly backup reads and writes hundreds of files within minutes. */
function backUp({ ledger, random, devices, people, residents }: Stage, night: number): void {
  const server = devices.find(({ role }) => role === 'file server')!;
  const account = people.find(({ name }) => name === 'svc-backup')!.id;
  const parent = residents.get(server.id)!.get('services.exe')!;
  const commandLine = '"C:\\Program Files\\Keelson\\Backup\\backupagent.exe" --job nightly --full';
  const agent = ledger.start(server, 'backupagent.exe', { at: night, parent, account, commandLine });
  for (let file = 0; file < 150; file++) {
    const name = `ledger-${String(file).padStart(3, '0')}.kbk`;
    const at = night + MINUTE + file * 400 + random.int(0, 300);
    ledger.change(agent, {
      at,
      action: file % 3 ? 'FileModified' : 'FileRenamed',
      file: { folder: 'D:\\Backup\\nightly', name, size: 90_112 },
    });
  }
}

const HOTEL = {
  ip: '203.0.113.220',
  city: 'Tokyo',
  state: 'Tokyo',
  country: 'Japan',
  countryCode: 'JP',
  latitude: '35.6762',
  longitude: '139.6503',
  isp: 'Sakura Hotels',
} as const;

/** Somebody travels, and works now through the hotel, now through the VPN of the office: impossible travel, and allowed. */
function travel({ ledger, office, random, devices }: Stage): void {
  const device = devices.find(({ owner, system }) => owner?.department === 'Sales' && system === 'windows');
  const person = device?.owner;
  if (!person) {
    return;
  }
  for (let at = ledger.end - 4 * DAY; at < ledger.end; at += 5 * HOUR) {
    signIn(office, { at, person, place: HOTEL, device, risk: 10 }, random);
    signIn(office, { at: at + 12 * MINUTE, person, place: placeOf(person.site), device }, random);
  }
}
