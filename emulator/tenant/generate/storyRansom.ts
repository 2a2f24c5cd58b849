import { raise } from './alerts';
import type { Device } from './devices';
import { type FileOnDisk, type Process, SYSTEM_ACCOUNTS } from './ledger';
import type { Stage } from './storyCast';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const FROM = '203.0.113.117';
const TOOL: FileOnDisk = {
  folder: 'C:\\Users\\Public',
  name: 'hbsvc.exe',
  size: 2_310_144,
  content: 'hbsvc.exe, the lock',
};
const POLICY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Defender';

/** Nine hours before the end: a server's RDP is guessed, its guards switched off, its copies deleted, its files renamed. */
export function encryptServer(stage: Stage): void {
  const { ledger, office, random, devices } = stage;
  const server = devices.find(({ role }) => role === 'web server')!;
  const begins = ledger.end - 9 * HOUR;
  const opened = guess(stage, server, begins);
  const { shell, account } = settle(stage, server, opened);
  const guards = disarm(stage, shell, opened + 40 * MINUTE);
  const locked = lock(stage, shell, { at: opened + 95 * MINUTE, account });
  const machine = { kind: 'Machine', device: server } as const;
  const common = { source: 'Microsoft Defender for Endpoint', detection: 'EDR' } as const;
  const process = (commandLine: string, file: FileOnDisk) =>
    ({ kind: 'Process', device: server, file, commandLine }) as const;
  raise(
    office,
    {
      ...common,
      at: opened + 5 * MINUTE,
      title: 'Successful RDP sign-in after many failures',
      category: 'InitialAccess',
      severity: 'High',
      techniques: ['Password Guessing (T1110.001)', 'External Remote Services (T1133)'],
      evidence: [machine, { kind: 'Ip', ip: FROM }],
    },
    random
  );
  raise(
    office,
    {
      ...common,
      at: guards + 4 * MINUTE,
      title: 'Tampering with Microsoft Defender for Endpoint sensor',
      category: 'DefenseEvasion',
      severity: 'High',
      techniques: ['Disable or Modify Tools (T1562.001)'],
      evidence: [machine],
    },
    random
  );
  raise(
    office,
    {
      ...common,
      at: locked.at + 6 * MINUTE,
      title: 'Ransomware behavior: shadow copies deleted, files renamed',
      category: 'Impact',
      severity: 'High',
      techniques: ['Data Encrypted for Impact (T1486)', 'Inhibit System Recovery (T1490)'],
      evidence: [machine, process(locked.commandLine, TOOL), { kind: 'File', device: server, file: locked.note }],
    },
    random
  );
}

/** Hundreds of wrong passwords for a service account, then the right one. Returns when. */
function guess({ ledger, random, people, residents }: Stage, server: Device, begins: number): number {
  const running = residents.get(server.id)!;
  const [gate, network] = [running.get('lsass.exe')!, running.get('svchost.exe')!];
  const account = people.find(({ name }) => name === 'svc-web')!.id;
  const tries = 240;
  for (let attempt = 0; attempt <= tries; attempt++) {
    const at = begins + attempt * 7 * SECOND + random.int(0, 900);
    const failure = attempt < tries ? 'InvalidUserNameOrPassword' : '';
    ledger.connect(network, {
      at: at - 300,
      ip: FROM,
      port: random.int(40_000, 60_000),
      localPort: 3389,
      action: 'InboundConnectionAccepted',
    });
    ledger.logon(gate, {
      at,
      account,
      kind: 'RemoteInteractive',
      ip: FROM,
      protocol: 'NTLM',
      isAdmin: !failure,
      failure,
    });
  }
  return begins + tries * 7 * SECOND + SECOND;
}

/** A shell of the guessed account makes a local administrator. */
function settle(stage: Stage, server: Device, opened: number): { shell: Process; account: number } {
  const { ledger, people, residents } = stage;
  const guessed = people.find(({ name }) => name === 'svc-web')!.id;
  const winlogon = residents.get(server.id)!.get('winlogon.exe')!;
  const start = (name: string, parent: Process, at: number, commandLine: string) =>
    ledger.start(server, name, { at, parent, account: guessed, commandLine });
  const init = start('userinit.exe', winlogon, opened + 2 * SECOND, 'C:\\Windows\\system32\\userinit.exe');
  const explorer = start('explorer.exe', init, opened + 4 * SECOND, 'C:\\Windows\\Explorer.EXE');
  const shell = start('cmd.exe', explorer, opened + 2 * MINUTE, '"C:\\Windows\\system32\\cmd.exe"');
  const sid = `S-1-5-21-${server.id + 77_001}-41209-88213-1009`;
  const account = SYSTEM_ACCOUNTS.length + people.length;
  const computer = server.name.split('.')[0]!;
  ledger.dimensions.accounts.push({ id: account, domain: computer, name: 'support_adm', sid, upn: '', object_id: '' });
  const made = opened + 4 * MINUTE;
  const details = { AccountName: 'support_adm', AccountDomain: computer, AccountSid: sid };
  start('net.exe', shell, made, 'net user support_adm H@rb0r2026 /add');
  ledger.event(residents.get(server.id)!.get('lsass.exe')!, { at: made + 300, action: 'UserAccountCreated', details });
  start('net.exe', shell, made + 20 * SECOND, 'net localgroup administrators support_adm /add');
  const group = { ...details, GroupName: 'Administrators' };
  ledger.event(residents.get(server.id)!.get('lsass.exe')!, {
    at: made + 20.3 * SECOND,
    action: 'UserAccountAddedToLocalGroup',
    details: group,
  });
  ledger.logon(residents.get(server.id)!.get('lsass.exe')!, {
    at: made + 12 * MINUTE,
    account,
    kind: 'RemoteInteractive',
    ip: FROM,
    protocol: 'NTLM',
    isAdmin: true,
  });
  return { shell, account };
}

/** Defender is switched off, as far as it lets itself be. */
function disarm({ ledger }: Stage, shell: Process, at: number): number {
  const run = (name: string, moment: number, commandLine: string) =>
    ledger.start(shell.device, name, { at: moment, parent: shell, account: shell.account, commandLine });
  const command = 'powershell.exe -c "Set-MpPreference -DisableRealtimeMonitoring $true -DisableIOAVProtection $true"';
  const tool = run('powershell.exe', at, command);
  ledger.register(tool, { at: at + SECOND, key: POLICY, name: 'DisableAntiSpyware', data: '1' });
  ledger.register(tool, {
    at: at + 2 * SECOND,
    key: `${POLICY}\\Real-Time Protection`,
    name: 'DisableRealtimeMonitoring',
    data: '1',
  });
  ledger.event(tool, {
    at: at + 2.5 * SECOND,
    action: 'TamperingAttempt',
    details: { TamperingAction: 'DisableRealtimeMonitoring', Status: 'Blocked' },
  });
  run('sc.exe', at + MINUTE, 'sc stop Sense');
  run('sc.exe', at + 1.2 * MINUTE, 'sc config WinDefend start= disabled');
  return at;
}

/** Shadow copies go, then files are renamed by the hundred. */
function lock({ ledger, random }: Stage, shell: Process, { at, account }: { at: number; account: number }) {
  const { device } = shell;
  const run = (name: string, moment: number, commandLine: string) =>
    ledger.start(device, name, { at: moment, parent: shell, account, commandLine });
  run('vssadmin.exe', at, 'vssadmin delete shadows /all /quiet');
  run('bcdedit.exe', at + 9 * SECOND, 'bcdedit /set {default} recoveryenabled no');
  ledger.change(shell, { at: at + 30 * SECOND, action: 'FileCreated', file: TOOL });
  const commandLine = `${TOOL.folder}\\${TOOL.name} --path C:\\inetpub --ext harborlock`;
  const tool = ledger.startFile(device, TOOL, { at: at + MINUTE, parent: shell, account, commandLine });
  for (let file = 0; file < 400; file++) {
    const name = `order-${String(file).padStart(4, '0')}.pdf.harborlock`;
    const changed: FileOnDisk = { folder: 'C:\\inetpub\\orders\\archive', name, size: 48_128 + file };
    ledger.change(tool, {
      at: at + 62 * SECOND + file * 350 + random.int(0, 300),
      action: 'FileRenamed',
      file: changed,
    });
  }
  const note: FileOnDisk = {
    folder: 'C:\\inetpub\\orders\\archive',
    name: 'READ_ME_NOW.txt',
    size: 1_402,
    content: 'note',
  };
  ledger.change(tool, { at: at + 4 * MINUTE, action: 'FileCreated', file: note });
  return { at: at + 4 * MINUTE, commandLine, note };
}
