import type { LibraryHunt } from '../hunt';

export const EXECUTION: readonly LibraryHunt[] = [
  {
    id: 'office-starts-a-shell',
    title: 'Office starts a shell or a script host',
    why: 'Documents have no reason to start these programs; macros of attackers do. Some add-ins do as well: look at the command line.',
    tactic: 'Execution',
    techniques: ['T1204.002', 'T1059'],
    tables: ['DeviceProcessEvents'],
    parameters: [],
    format: 'table',
    query: `let office = dynamic(["winword.exe", "excel.exe", "powerpnt.exe", "outlook.exe", "onenote.exe"]);
DeviceProcessEvents
| where $__timeFilter()
| where InitiatingProcessFileName in~ (office)
| where FileName in~ ("powershell.exe", "pwsh.exe", "cmd.exe", "wscript.exe", "cscript.exe", "mshta.exe", "rundll32.exe", "regsvr32.exe")
| project Timestamp, DeviceName, AccountName, InitiatingProcessFileName, FileName, ProcessCommandLine, ProcessId, DeviceId
| order by Timestamp desc`,
  },
  {
    id: 'encoded-powershell-decoded',
    title: 'Encoded PowerShell, decoded',
    why: 'The text behind -EncodedCommand. Management tools use it too: exclude them by the program that started it, not by user.',
    tactic: 'Execution',
    techniques: ['T1059.001', 'T1027'],
    tables: ['DeviceProcessEvents'],
    parameters: [{ name: 'trusted', meaning: 'Programs whose encoded commands are your own; keep the list short.' }],
    format: 'table',
    query: String.raw`let trusted = dynamic(["deployagent.exe"]);
DeviceProcessEvents
| where $__timeFilter()
| where FileName in~ ("powershell.exe", "pwsh.exe")
| where InitiatingProcessFileName !in~ (trusted)
| extend Encoded = extract(@"(?i)\s-e(?:n|nc|nco|ncodedcommand)?\s+([A-Za-z0-9+/=]{20,})", 1, ProcessCommandLine)
| where isnotempty(Encoded)
| extend Decoded = replace_string(base64_decode_tostring(Encoded), "\u0000", "")
| project Timestamp, DeviceName, AccountName, InitiatingProcessFileName, Decoded, ProcessCommandLine, DeviceId
| order by Timestamp desc`,
  },
  {
    id: 'download-in-a-command-line',
    title: 'A shell that downloads and runs',
    why: 'Command lines that fetch code. Installers and package managers do so as well, from few and known hosts.',
    tactic: 'Execution',
    techniques: ['T1059.001', 'T1105'],
    tables: ['DeviceProcessEvents'],
    parameters: [],
    format: 'table',
    query: `DeviceProcessEvents
| where $__timeFilter()
| where FileName in~ ("powershell.exe", "pwsh.exe", "cmd.exe", "certutil.exe", "bitsadmin.exe", "curl.exe", "mshta.exe")
| where ProcessCommandLine has_any ("DownloadString", "DownloadFile", "Invoke-WebRequest", "iwr", "WebClient", "urlcache", "transfer", "-enc")
| summarize Runs = count(), Devices = dcount(DeviceId), First = min(Timestamp), Last = max(Timestamp),
            Example = any(DeviceName) by FileName, InitiatingProcessFileName, ProcessCommandLine
| order by Devices asc, Last desc`,
  },
  {
    id: 'rare-programs',
    title: 'Programs that run on one device only',
    why: 'What an attacker brings is rare. So are the tools of one specialist: sort by how new they are.',
    tactic: 'Execution',
    techniques: ['T1204'],
    tables: ['DeviceProcessEvents'],
    parameters: [{ name: 'most', meaning: 'On how many devices a program may run to count as rare.' }],
    format: 'table',
    query: `let most = 1;
DeviceProcessEvents
| where $__timeFilter()
| where isnotempty(SHA1)
| summarize Devices = dcount(DeviceId), Runs = count(), First = min(Timestamp), DeviceName = any(DeviceName),
            Folder = any(FolderPath), CommandLine = any(ProcessCommandLine) by FileName, SHA1
| where Devices <= most
| order by First desc
| take 200`,
  },
  {
    id: 'wmi-starts-a-process',
    title: 'Processes started through WMI',
    why: 'The provider host starts programs for whoever asked, often from another machine. Inventory tools do the same on many machines at once.',
    tactic: 'Execution',
    techniques: ['T1047'],
    tables: ['DeviceProcessEvents'],
    parameters: [],
    format: 'table',
    query: `DeviceProcessEvents
| where $__timeFilter()
| where InitiatingProcessFileName =~ "wmiprvse.exe" or (FileName =~ "wmic.exe" and ProcessCommandLine has "process call create")
| project Timestamp, DeviceName, AccountName, InitiatingProcessFileName, FileName, ProcessCommandLine, DeviceId
| order by Timestamp desc`,
  },
  {
    id: 'programs-from-writable-folders',
    title: 'Programs that run from folders anyone can write',
    why: 'Public, ProgramData and temporary folders are where tools are dropped. Updaters run from there, too, mostly signed.',
    tactic: 'Execution',
    techniques: ['T1204.002', 'T1036.005'],
    tables: ['DeviceProcessEvents'],
    parameters: [],
    format: 'table',
    query: String.raw`DeviceProcessEvents
| where $__timeFilter()
| where FolderPath has_any (@"\Users\Public", @"\ProgramData", @"\AppData\Local\Temp", @"\Windows\Temp")
| summarize Runs = count(), Devices = dcount(DeviceId), First = min(Timestamp), CommandLine = any(ProcessCommandLine)
    by FileName, FolderPath, SHA1
| order by Devices asc, First desc
| take 200`,
  },
];
