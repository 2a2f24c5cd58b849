import type { System } from './devices';

/** The processes that are there from the start, each with its parent's place in the list (-1: none). */
export const RESIDENTS: Readonly<
  Record<System, readonly (readonly [program: string, parent: number, commandLine: string])[]>
> = {
  windows: [
    ['wininit.exe', -1, 'wininit.exe'],
    ['services.exe', 0, 'services.exe'],
    ['lsass.exe', 0, 'lsass.exe'],
    ['svchost.exe', 1, 'svchost.exe -k netsvcs -p -s Schedule'],
    ['spoolsv.exe', 1, 'spoolsv.exe'],
    ['MsMpEng.exe', 1, '"MsMpEng.exe"'],
    ['MsSense.exe', 1, '"MsSense.exe"'],
    ['winlogon.exe', -1, 'winlogon.exe'],
  ],
  linux: [
    ['systemd', -1, '/sbin/init'],
    ['cron', 0, '/usr/sbin/cron -f -P'],
    ['sshd', 0, 'sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups'],
    ['nginx', 0, 'nginx: master process /usr/sbin/nginx -g daemon on; master_process on;'],
  ],
  macos: [
    ['launchd', -1, '/sbin/launchd'],
    ['loginwindow', 0, '/System/Library/CoreServices/loginwindow.app/Contents/MacOS/loginwindow console'],
    ['Terminal', 0, '/System/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal'],
  ],
};

/** A program that starts when somebody signs in to Windows and stays for the day. */
export interface SessionProgram {
  program: string;
  parent: string;
  /** Seconds after the sign-in. */
  after: readonly [least: number, most: number];
  commandLine: string;
}

export const SESSION: readonly SessionProgram[] = [
  {
    program: 'userinit.exe',
    parent: 'winlogon.exe',
    after: [1, 1],
    commandLine: 'C:\\Windows\\system32\\userinit.exe',
  },
  { program: 'explorer.exe', parent: 'userinit.exe', after: [2, 2], commandLine: 'C:\\Windows\\Explorer.EXE' },
  {
    program: 'outlook.exe',
    parent: 'explorer.exe',
    after: [20, 400],
    commandLine: '"C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE"',
  },
  {
    program: 'ms-teams.exe',
    parent: 'explorer.exe',
    after: [20, 30],
    commandLine: '"C:\\Program Files\\WindowsApps\\MSTeams_25094\\ms-teams.exe" msteams:system-initiated',
  },
  {
    program: 'onedrive.exe',
    parent: 'explorer.exe',
    after: [25, 40],
    commandLine: '"C:\\Program Files\\Microsoft OneDrive\\OneDrive.exe" /background',
  },
  {
    program: 'msedge.exe',
    parent: 'explorer.exe',
    after: [40, 900],
    commandLine: '"C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe" --profile-directory=Default',
  },
];
