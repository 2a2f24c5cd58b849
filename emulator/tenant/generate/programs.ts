import type { System } from './devices';

/** An executable that machines of one system have. */
export interface Program {
  name: string;
  /** The name in its version information; a file that is renamed keeps it. */
  originalName: string;
  folder: string;
  company: string;
  product: string;
  description: string;
  version: string;
  /** Bytes. */
  size: number;
}

type Row = readonly [name: string, folder: string, description: string, size: number];

const SYSTEM32 = 'C:\\Windows\\System32';
const OFFICE = 'C:\\Program Files\\Microsoft Office\\root\\Office16';

const WINDOWS: readonly Row[] = [
  ['wininit.exe', SYSTEM32, 'Windows Start-Up Application', 421_888],
  ['winlogon.exe', SYSTEM32, 'Windows Logon Application', 919_552],
  ['services.exe', SYSTEM32, 'Services and Controller app', 757_760],
  ['lsass.exe', SYSTEM32, 'Local Security Authority Process', 83_456],
  ['svchost.exe', SYSTEM32, 'Host Process for Windows Services', 57_528],
  ['spoolsv.exe', SYSTEM32, 'Spooler SubSystem App', 851_968],
  ['userinit.exe', SYSTEM32, 'Userinit Logon Application', 36_864],
  ['explorer.exe', 'C:\\Windows', 'Windows Explorer', 5_616_640],
  ['taskhostw.exe', SYSTEM32, 'Host Process for Windows Tasks', 106_496],
  ['conhost.exe', SYSTEM32, 'Console Window Host', 867_840],
  ['cmd.exe', SYSTEM32, 'Windows Command Processor', 323_584],
  ['powershell.exe', `${SYSTEM32}\\WindowsPowerShell\\v1.0`, 'Windows PowerShell', 450_560],
  ['rundll32.exe', SYSTEM32, 'Windows host process (Rundll32)', 71_680],
  ['wmiprvse.exe', `${SYSTEM32}\\wbem`, 'WMI Provider Host', 516_096],
  ['wmic.exe', `${SYSTEM32}\\wbem`, 'WMI Commandline Utility', 577_536],
  ['schtasks.exe', SYSTEM32, 'Task Scheduler Configuration Tool', 225_280],
  ['gpupdate.exe', SYSTEM32, 'Group Policy Update Utility', 30_720],
  ['whoami.exe', SYSTEM32, 'whoami - displays logged on user information', 73_728],
  ['net.exe', SYSTEM32, 'Net Command', 59_904],
  ['net1.exe', SYSTEM32, 'Net Command', 180_224],
  ['nltest.exe', SYSTEM32, 'Microsoft Logon Server Test Utility', 540_672],
  ['systeminfo.exe', SYSTEM32, 'Displays system information', 110_592],
  ['ipconfig.exe', SYSTEM32, 'IP Configuration Utility', 40_960],
  ['ping.exe', SYSTEM32, 'TCP/IP Ping Command', 24_576],
  ['mstsc.exe', SYSTEM32, 'Remote Desktop Connection', 1_196_032],
  ['notepad.exe', SYSTEM32, 'Notepad', 360_448],
  ['vssadmin.exe', SYSTEM32, 'Command Line Interface for Microsoft Volume Shadow Copy Service', 147_456],
  ['bcdedit.exe', SYSTEM32, 'Boot Configuration Data Editor', 491_520],
  ['sc.exe', SYSTEM32, 'Service Control Manager Configuration Tool', 73_728],
  ['w3wp.exe', `${SYSTEM32}\\inetsrv`, 'IIS Worker Process', 33_792],
  ['outlook.exe', OFFICE, 'Microsoft Outlook', 45_822_976],
  ['winword.exe', OFFICE, 'Microsoft Word', 1_637_376],
  ['excel.exe', OFFICE, 'Microsoft Excel', 67_321_856],
  ['powerpnt.exe', OFFICE, 'Microsoft PowerPoint', 1_872_896],
  ['ms-teams.exe', 'C:\\Program Files\\WindowsApps\\MSTeams_25094', 'Microsoft Teams', 112_640],
  ['onedrive.exe', 'C:\\Program Files\\Microsoft OneDrive', 'Microsoft OneDrive', 2_654_208],
  ['msedge.exe', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application', 'Microsoft Edge', 4_321_280],
  [
    'MsMpEng.exe',
    'C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.26090.2',
    'Antimalware Service Executable',
    133_576,
  ],
  [
    'MpCmdRun.exe',
    'C:\\Program Files\\Windows Defender',
    'Microsoft Malware Protection Command Line Utility',
    1_134_592,
  ],
  [
    'MsSense.exe',
    'C:\\Program Files\\Windows Defender Advanced Threat Protection',
    'Windows Defender Advanced Threat Protection Service',
    534_528,
  ],
  [
    'sqlservr.exe',
    'C:\\Program Files\\Microsoft SQL Server\\MSSQL16.MSSQLSERVER\\MSSQL\\Binn',
    'SQL Server Windows NT',
    725_440,
  ],
];

const OTHERS: Readonly<Record<string, Program>> = {
  'chrome.exe': maker('Google LLC', 'Google Chrome', '142.0.7444.60', [
    'chrome.exe',
    'C:\\Program Files\\Google\\Chrome\\Application',
    'Google Chrome',
    3_276_384,
  ]),
  'backupagent.exe': maker('Keelson Software', 'Keelson Backup', '8.2.1', [
    'backupagent.exe',
    'C:\\Program Files\\Keelson\\Backup',
    'Keelson Backup Agent',
    9_842_176,
  ]),
  'deployagent.exe': maker('Keelson Software', 'Keelson Deploy', '5.4.0', [
    'deployagent.exe',
    'C:\\Program Files\\Keelson\\Deploy',
    'Keelson Deploy Agent',
    6_291_456,
  ]),
  'psexesvc.exe': maker('Sysinternals - www.sysinternals.com', 'Sysinternals PsExec', '2.43', [
    'PSEXESVC.exe',
    'C:\\Windows',
    'PsExec Service',
    383_872,
  ]),
  'psexec64.exe': {
    ...maker('Sysinternals - www.sysinternals.com', 'Sysinternals PsExec', '2.43', [
      'PsExec64.exe',
      'C:\\ProgramData\\Comms',
      'Execute processes remotely',
      833_472,
    ]),
    originalName: 'psexec.c',
  },
  'rclone.exe': {
    ...maker('https://rclone.org', 'Rclone', '1.71.0', [
      'wsusync.exe',
      'C:\\ProgramData\\Comms',
      'Rsync for cloud storage',
      68_157_440,
    ]),
    originalName: 'rclone.exe',
  },
};

const LINUX: readonly Row[] = [
  ['systemd', '/usr/lib/systemd', '', 1_841_752],
  ['cron', '/usr/sbin', '', 55_944],
  ['sshd', '/usr/sbin', '', 921_288],
  ['bash', '/usr/bin', '', 1_446_024],
  ['dash', '/usr/bin', '', 129_784],
  ['python3.12', '/usr/bin', '', 8_021_824],
  ['curl', '/usr/bin', '', 305_296],
  ['apt-get', '/usr/bin', '', 47_296],
  ['ls', '/usr/bin', '', 142_312],
  ['rsync', '/usr/bin', '', 526_000],
  ['nginx', '/usr/sbin', '', 1_275_280],
  ['logrotate', '/usr/sbin', '', 92_072],
];

const MACOS: readonly Row[] = [
  ['launchd', '/sbin', '', 1_018_336],
  ['loginwindow', '/System/Library/CoreServices/loginwindow.app/Contents/MacOS', '', 2_302_416],
  ['Google Chrome', '/Applications/Google Chrome.app/Contents/MacOS', '', 385_280],
  ['Microsoft Outlook', '/Applications/Microsoft Outlook.app/Contents/MacOS', '', 178_992],
  ['Microsoft Word', '/Applications/Microsoft Word.app/Contents/MacOS', '', 182_144],
  ['MSTeams', '/Applications/Microsoft Teams.app/Contents/MacOS', '', 201_616],
  ['Terminal', '/System/Applications/Utilities/Terminal.app/Contents/MacOS', '', 1_733_680],
  ['zsh', '/bin', '', 1_361_200],
  ['git', '/usr/bin', '', 167_072],
  ['softwareupdated', '/System/Library/CoreServices/Software Update.app/Contents/Resources', '', 1_212_016],
];

const CATALOGS: Readonly<Record<System, ReadonlyMap<string, Program>>> = {
  windows: new Map([
    ...WINDOWS.map(
      (row) =>
        [
          row[0],
          maker('Microsoft Corporation', 'Microsoft® Windows® Operating System', '10.0.26100.4061', row),
        ] as const
    ),
    ...Object.entries(OTHERS),
  ]),
  linux: new Map(LINUX.map((row) => [row[0], maker('', '', '', row)])),
  macos: new Map(MACOS.map((row) => [row[0], maker('', '', '', row)])),
};

function maker(company: string, product: string, version: string, [name, folder, description, size]: Row): Program {
  return { name, originalName: company && name, folder, company, product, version, description, size };
}

/** The program that a system knows by a name. Throws when it has none: that is a mistake in a list of tasks. */
export function program(system: System, name: string): Program {
  const found = CATALOGS[system].get(name);
  if (!found) {
    throw new Error(`No program called ${name} is known on ${system}.`);
  }
  return found;
}
