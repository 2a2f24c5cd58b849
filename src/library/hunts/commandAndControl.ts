import type { LibraryHunt } from '../hunt';

export const COMMAND_AND_CONTROL: readonly LibraryHunt[] = [
  {
    id: 'beacons',
    title: 'Connections in a steady rhythm',
    why: 'A program that calls the same place again and again at even intervals. Updaters and monitoring do so as well: check the host.',
    tactic: 'Command and control',
    techniques: ['T1071.001', 'T1573'],
    tables: ['DeviceNetworkEvents'],
    parameters: [
      { name: 'calls', meaning: 'How many connections make a rhythm.' },
      {
        name: 'unevenness',
        meaning: 'The standard deviation of the gaps, as a part of their mean, up to which they count as even.',
      },
    ],
    format: 'table',
    query: `let calls = 30;
let unevenness = 0.3;
DeviceNetworkEvents
| where $__timeFilter()
| where ActionType == "ConnectionSuccess" and isnotempty(RemoteIP) and not(ipv4_is_private(RemoteIP))
| order by DeviceId asc, InitiatingProcessFileName asc, RemoteIP asc, Timestamp asc
| serialize
| extend Same = prev(DeviceId) == DeviceId and prev(RemoteIP) == RemoteIP and prev(InitiatingProcessFileName) == InitiatingProcessFileName
| extend Gap = iff(Same, (Timestamp - prev(Timestamp)) / 1s, real(null))
| summarize Calls = count(), Mean = avg(Gap), Deviation = stdev(Gap), First = min(Timestamp), Last = max(Timestamp), Url = any(RemoteUrl)
    by DeviceName, InitiatingProcessFileName, RemoteIP, RemotePort
| where Calls >= calls and Mean > 5 and Deviation < unevenness * Mean
| project DeviceName, InitiatingProcessFileName, RemoteIP, Url, RemotePort, Calls, EverySeconds = round(Mean, 1), Unevenness = round(Deviation / Mean, 3), First, Last
| order by Unevenness asc`,
  },
  {
    id: 'scripts-on-the-internet',
    title: 'Script hosts that talk to the internet',
    why: 'PowerShell, mshta and their kind seldom need the internet on a workstation.',
    tactic: 'Command and control',
    techniques: ['T1059', 'T1105'],
    tables: ['DeviceNetworkEvents'],
    parameters: [],
    format: 'table',
    query: `DeviceNetworkEvents
| where $__timeFilter()
| where InitiatingProcessFileName in~ ("powershell.exe", "pwsh.exe", "wscript.exe", "cscript.exe", "mshta.exe", "rundll32.exe", "regsvr32.exe")
| where isnotempty(RemoteIP) and not(ipv4_is_private(RemoteIP))
| summarize Connections = count(), First = min(Timestamp), Last = max(Timestamp), Ports = make_set(RemotePort, 5)
    by DeviceName, InitiatingProcessFileName, RemoteIP, RemoteUrl, InitiatingProcessAccountName
| order by Last desc`,
  },
  {
    id: 'rare-hosts',
    title: 'Hosts that one device alone talks to',
    why: 'Places nobody else goes to, with many connections. Development and hobby look like this, and so does an implant.',
    tactic: 'Command and control',
    techniques: ['T1071.001', 'T1568'],
    tables: ['DeviceNetworkEvents'],
    parameters: [{ name: 'least', meaning: 'How many connections make a host worth a look.' }],
    format: 'table',
    query: `let least = 20;
DeviceNetworkEvents
| where $__timeFilter()
| where isnotempty(RemoteUrl) and ActionType == "ConnectionSuccess"
| extend Host = tolower(tostring(parse_url(iff(RemoteUrl has "://", RemoteUrl, strcat("https://", RemoteUrl))).Host))
| summarize Devices = dcount(DeviceId), Connections = count(), DeviceName = any(DeviceName), Programs = make_set(InitiatingProcessFileName, 5), First = min(Timestamp) by Host
| where Devices == 1 and Connections >= least
| order by Connections desc`,
  },
];
