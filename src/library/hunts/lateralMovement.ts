import type { LibraryHunt } from '../hunt';

export const LATERAL_MOVEMENT: readonly LibraryHunt[] = [
  {
    id: 'psexec',
    title: 'PsExec and its service',
    why: 'The program on one machine and its service on another. Administrators use it: compare with your change calendar.',
    tactic: 'Lateral movement',
    techniques: ['T1021.002', 'T1569.002'],
    tables: ['DeviceProcessEvents'],
    parameters: [],
    format: 'table',
    query: `DeviceProcessEvents
| where $__timeFilter()
| where FileName in~ ("psexec.exe", "psexec64.exe", "psexesvc.exe") or InitiatingProcessFileName =~ "psexesvc.exe"
| project Timestamp, DeviceName, AccountName, FileName, ProcessCommandLine, InitiatingProcessFileName, DeviceId
| order by Timestamp desc`,
  },
  {
    id: 'remote-wmi',
    title: 'WMI calls to other machines',
    why: 'wmic with /node starts programs elsewhere; the file never touches the disk of the target.',
    tactic: 'Lateral movement',
    techniques: ['T1047'],
    tables: ['DeviceProcessEvents'],
    parameters: [],
    format: 'table',
    query: String.raw`DeviceProcessEvents
| where $__timeFilter()
| where FileName =~ "wmic.exe" and ProcessCommandLine has "/node"
| extend Target = extract(@"(?i)/node:\s*""?([\w.-]+)", 1, ProcessCommandLine)
| project Timestamp, DeviceName, Target, AccountName, ProcessCommandLine, InitiatingProcessFileName, DeviceId
| order by Timestamp desc`,
  },
  {
    id: 'workstation-to-workstation',
    title: 'Connections to administrative ports',
    why: 'SMB, RPC, RDP and WinRM by programs that are not Windows itself. Backup and scanning hosts belong on a list.',
    tactic: 'Lateral movement',
    techniques: ['T1021'],
    tables: ['DeviceNetworkEvents'],
    parameters: [{ name: 'system', meaning: 'Programs of Windows and of your tools that do this all day.' }],
    format: 'table',
    query: `let system = dynamic(["svchost.exe", "lsass.exe", "system", "services.exe", "ntoskrnl.exe"]);
DeviceNetworkEvents
| where $__timeFilter()
| where RemotePort in (135, 445, 3389, 5985, 5986) and ActionType == "ConnectionSuccess"
| where InitiatingProcessFileName !in~ (system)
| summarize Connections = count(), Targets = dcount(RemoteIP), First = min(Timestamp), Last = max(Timestamp),
            Examples = make_set(RemoteIP, 5) by DeviceName, InitiatingProcessFileName, RemotePort
| order by Targets desc, Last desc`,
  },
  {
    id: 'new-pairs-of-devices',
    title: 'Network sign-ins between new pairs of machines',
    why: 'An account signs in from a machine to another for the first time within the weeks before. New staff does so, too.',
    tactic: 'Lateral movement',
    techniques: ['T1021', 'T1550.002'],
    tables: ['DeviceLogonEvents'],
    parameters: [{ name: 'before', meaning: 'How far back a pair counts as known; at most 30 days are kept.' }],
    format: 'table',
    query: `let before = 14d;
let known = DeviceLogonEvents
    | where Timestamp >= $__timeFrom() - before and Timestamp < $__timeFrom()
    | where LogonType == "Network" and ActionType == "LogonSuccess"
    | distinct AccountName, RemoteIP, DeviceId;
DeviceLogonEvents
| where $__timeFilter()
| where LogonType == "Network" and ActionType == "LogonSuccess" and isnotempty(RemoteIP)
| join kind=leftanti known on AccountName, RemoteIP, DeviceId
| summarize First = min(Timestamp), SignIns = count(), Protocols = make_set(Protocol) by AccountName, RemoteIP, RemoteDeviceName, DeviceName, IsLocalAdmin
| order by First desc`,
  },
];
