import type { LibraryHunt } from '../hunt';

export const EXFILTRATION: readonly LibraryHunt[] = [
  {
    id: 'copy-tools',
    title: 'Tools that copy data to the cloud',
    why: 'rclone and its kind, under their own or another name: the arguments stay the same.',
    tactic: 'Exfiltration',
    techniques: ['T1567.002'],
    tables: ['DeviceProcessEvents'],
    parameters: [],
    format: 'table',
    query: `DeviceProcessEvents
| where $__timeFilter()
| where FileName in~ ("rclone.exe", "megasync.exe", "winscp.exe", "pscp.exe")
    or ProcessVersionInfoOriginalFileName =~ "rclone.exe"
    or ProcessCommandLine has "--transfers" or ProcessCommandLine has "--no-check-certificate"
| project Timestamp, DeviceName, AccountName, FileName, ProcessVersionInfoOriginalFileName, ProcessCommandLine, FolderPath, DeviceId
| order by Timestamp desc`,
  },
  {
    id: 'servers-that-call-out',
    title: 'Servers that call the internet',
    why: 'File servers and domain controllers have few reasons to. The list of reasons is short enough to write down.',
    tactic: 'Exfiltration',
    techniques: ['T1041', 'T1048'],
    tables: ['DeviceNetworkEvents', 'DeviceInfo'],
    parameters: [],
    format: 'table',
    query: `let servers = DeviceInfo
    | where $__timeFilter()
    | where DeviceType == "Server" or OSPlatform has "Server"
    | distinct DeviceId;
DeviceNetworkEvents
| where $__timeFilter()
| where DeviceId in (servers)
| where ActionType == "ConnectionSuccess" and isnotempty(RemoteIP) and not(ipv4_is_private(RemoteIP))
| summarize Connections = count(), First = min(Timestamp), Last = max(Timestamp) by DeviceName, InitiatingProcessFileName, RemoteIP, RemoteUrl
| order by Connections desc
| take 200`,
  },
  {
    id: 'downloads-from-abroad',
    title: 'Files opened from countries where nobody works',
    why: 'Countries with few people of yours, by downloads. Holidays show as well, in small numbers.',
    tactic: 'Exfiltration',
    techniques: ['T1530'],
    tables: ['CloudAppEvents'],
    parameters: [{ name: 'people', meaning: 'In how many people’s use a country counts as one where you work.' }],
    format: 'table',
    query: `let people = 3;
CloudAppEvents
| where $__timeFilter()
| where isnotempty(CountryCode)
| summarize People = dcount(AccountObjectId), Events = count(), Downloads = countif(ActionType == "FileDownloaded"),
            Who = make_set(AccountDisplayName, 5), Last = max(Timestamp) by CountryCode
| where People < people
| order by Downloads desc`,
  },
];
