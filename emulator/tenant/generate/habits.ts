/** A place on the network that programs talk to. */
export interface Destination {
  url: string;
  ips: readonly string[];
  port: number;
}

const MICROSOFT = ['13.107.6.171', '13.107.18.15', '52.96.165.18', '40.99.150.82'];

/** Well-known places; the addresses of strangers are from the ranges for documentation. */
const PLACES: Readonly<Record<string, Destination>> = {
  mail: { url: 'outlook.office365.com', ips: MICROSOFT, port: 443 },
  teams: { url: 'teams.microsoft.com', ips: ['52.113.194.132', '52.123.128.14'], port: 443 },
  drive: { url: 'brightharbor-my.sharepoint.com', ips: ['13.107.136.10', '13.107.138.10'], port: 443 },
  update: { url: 'settings-win.data.microsoft.com', ips: ['51.104.136.2', '20.73.194.208'], port: 443 },
  defender: { url: 'winatp-gw-weu.microsoft.com', ips: ['20.54.232.160', '52.142.114.2'], port: 443 },
  search: { url: 'www.bing.com', ips: ['204.79.197.200', '13.107.21.200'], port: 443 },
  news: { url: 'news.example', ips: ['192.0.2.40', '192.0.2.41'], port: 443 },
  travel: { url: 'www.fastferries.example', ips: ['192.0.2.77'], port: 443 },
  code: { url: 'github.com', ips: ['140.82.121.3', '140.82.121.4'], port: 443 },
  crm: { url: 'crm.saltwater.example', ips: ['192.0.2.120'], port: 443 },
  packages: { url: 'archive.ubuntu.com', ips: ['185.125.190.36', '91.189.91.81'], port: 80 },
  status: { url: 'status.brightharbor.example', ips: ['198.51.100.200'], port: 443 },
  apple: { url: 'swscan.apple.com', ips: ['17.253.39.201'], port: 443 },
};

/** A registry value that a program writes as it goes. */
export interface RegistryHabit {
  key: string;
  name: string;
  data: readonly string[];
}

/** What a run of a program usually causes: mean numbers of events, and among what they are chosen. */
export interface Habits {
  connections?: { mean: number; to: readonly Destination[] };
  /** Documents of the user (`documents`), or names in a fixed folder. */
  files?: { mean: number; documents?: readonly string[]; folder?: string; names?: readonly string[] };
  registry?: { mean: number; values: readonly RegistryHabit[] };
  images?: { mean: number; names: readonly string[] };
  events?: { mean: number; actions: readonly string[] };
}

const to = (mean: number, ...names: string[]) => ({ mean, to: names.map((name) => PLACES[name]!) });

const OFFICE_KEY = 'HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\16.0';
const OFFICE: Habits = {
  connections: to(1, 'drive', 'mail'),
  files: { mean: 1.1, documents: ['docx', 'xlsx', 'pptx'] },
  registry: {
    mean: 1,
    values: [
      { key: `${OFFICE_KEY}\\Common\\Internet`, name: 'UseOnlineContent', data: ['2'] },
      {
        key: `${OFFICE_KEY}\\Word\\Reading Locations\\Document 0`,
        name: 'Datetime',
        data: ['2026-11-20T09:14', '2026-11-19T15:02'],
      },
    ],
  },
  images: { mean: 0.8, names: ['mso.dll', 'riched20.dll', 'wwlib.dll', 'oart.dll'] },
};
const BROWSER: Habits = {
  connections: to(1.5, 'search', 'news', 'travel', 'crm', 'drive', 'mail', 'code'),
  files: {
    mean: 0.7,
    folder: 'AppData\\Local\\Temp',
    names: ['scoped_dir.tmp', 'chrome_installer.log', 'download.crdownload'],
  },
  images: { mean: 0.4, names: ['dbghelp.dll', 'msedge_elf.dll', 'mf.dll'] },
  events: { mean: 0.4, actions: ['DnsQueryResponse', 'BrowserLaunchedToOpenUrl'] },
};
const SCHEDULE_KEY =
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tree\\Microsoft';

/** By program; one that is not named here leaves nothing but its start. */
export const HABITS: Readonly<Record<string, Habits>> = {
  'winword.exe': OFFICE,
  'excel.exe': OFFICE,
  'powerpnt.exe': OFFICE,
  'msedge.exe': BROWSER,
  'chrome.exe': BROWSER,
  'Google Chrome': BROWSER,
  'outlook.exe': {
    connections: to(2.5, 'mail'),
    files: { mean: 1, documents: ['msg', 'pdf'] },
    images: { mean: 1, names: ['olmapi32.dll', 'mso.dll'] },
  },
  'ms-teams.exe': { connections: to(2.5, 'teams'), images: { mean: 1, names: ['webview2loader.dll'] } },
  'onedrive.exe': { connections: to(1.2, 'drive'), files: { mean: 0.7, documents: ['docx', 'xlsx', 'pdf'] } },
  'Microsoft Outlook': { connections: to(4, 'mail') },
  MSTeams: { connections: to(4, 'teams') },
  'Microsoft Word': { connections: to(1, 'drive') },
  softwareupdated: { connections: to(1.5, 'apple') },
  'svchost.exe': {
    connections: to(1.2, 'update'),
    registry: {
      mean: 2,
      values: [
        { key: `${SCHEDULE_KEY}\\Windows\\UpdateOrchestrator\\Schedule Scan`, name: 'Index', data: ['1', '3'] },
        {
          key: 'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\bam\\State\\UserSettings\\S-1-5-18',
          name: 'Version',
          data: ['1'],
        },
      ],
    },
    events: { mean: 1, actions: ['ScheduledTaskUpdated', 'NamedPipeEvent'] },
  },
  'MsSense.exe': {
    connections: to(1.4, 'defender'),
    events: { mean: 0.6, actions: ['OpenProcessApiCall', 'NamedPipeEvent'] },
  },
  'MsMpEng.exe': {
    connections: to(0.8, 'defender'),
    registry: {
      mean: 1.2,
      values: [
        {
          key: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows Defender\\Signature Updates',
          name: 'AVSignatureVersion',
          data: ['1.441.102.0', '1.441.117.0', '1.441.140.0'],
        },
      ],
    },
    files: {
      mean: 1,
      folder: 'C:\\ProgramData\\Microsoft\\Windows Defender\\Scans',
      names: ['mpcache.bin', 'MpDiag.bin'],
    },
    events: { mean: 0.5, actions: ['AntivirusScanCompleted', 'AntivirusDefinitionsUpdated'] },
  },
  'lsass.exe': { events: { mean: 0.3, actions: ['NamedPipeEvent'] } },
  'taskhostw.exe': { images: { mean: 0.8, names: ['taskschd.dll', 'wuapi.dll', 'ntmarta.dll'] } },
  'MpCmdRun.exe': {
    files: { mean: 1, folder: 'C:\\Windows\\Temp', names: ['MpCmdRun.log'] },
    images: { mean: 1, names: ['mpclient.dll'] },
  },
  'wmiprvse.exe': { images: { mean: 0.8, names: ['cimwin32.dll', 'fastprox.dll', 'wbemcomn.dll'] } },
  'powershell.exe': {
    images: { mean: 2, names: ['System.Management.Automation.ni.dll', 'amsi.dll'] },
    events: { mean: 1.2, actions: ['PowerShellCommand'] },
    files: { mean: 0.6, folder: 'C:\\Windows\\Temp', names: ['__PSScriptPolicyTest_a1.ps1'] },
  },
  'rundll32.exe': { images: { mean: 1, names: ['pcasvc.dll'] } },
  'backupagent.exe': {
    connections: { mean: 2, to: [{ url: 'backup.brightharbor.example', ips: ['10.10.4.60'], port: 9443 }] },
    files: { mean: 3, folder: 'D:\\Backup\\staging', names: ['set-1.kbk', 'set-2.kbk', 'catalog.db'] },
  },
  'w3wp.exe': {
    connections: { mean: 2.5, to: [{ url: 'sql-lon-01.brightharbor.example', ips: ['10.10.4.16'], port: 1433 }] },
    files: { mean: 1.5, folder: 'C:\\inetpub\\logs\\LogFiles\\W3SVC1', names: ['u_ex26.log'] },
  },
  'python3.12': {
    connections: { mean: 2, to: [{ url: 'queue.brightharbor.example', ips: ['10.10.4.70'], port: 5671 }] },
    files: { mean: 0.6, folder: '/opt/orders/tmp', names: ['batch.csv', 'report.csv'] },
  },
  'apt-get': {
    connections: to(2, 'packages'),
    files: { mean: 1, folder: '/var/lib/apt/lists/partial', names: ['noble-updates_InRelease'] },
  },
  rsync: {
    connections: { mean: 1, to: [{ url: '', ips: ['10.10.4.60'], port: 22 }] },
    files: { mean: 2, folder: '/srv/backup/orders', names: ['orders.dump.1', 'orders.dump.2'] },
  },
  curl: { connections: to(1, 'status') },
  nginx: { files: { mean: 0.6, folder: '/var/log/nginx', names: ['access.log.1'] } },
  git: { connections: to(1, 'code') },
};
