import type { LibraryHunt } from '../hunt';

export const DISCOVERY: readonly LibraryHunt[] = [
  {
    id: 'questions-in-a-row',
    title: 'Many questions about the domain in a short time',
    why: 'whoami, net, nltest, systeminfo: each is harmless, several of them in one quarter of an hour are somebody who is new here.',
    tactic: 'Discovery',
    techniques: ['T1033', 'T1087.002', 'T1482'],
    tables: ['DeviceProcessEvents'],
    parameters: [{ name: 'kinds', meaning: 'How many different tools must have run in 15 minutes.' }],
    format: 'table',
    query: `let kinds = 3;
DeviceProcessEvents
| where $__timeFilter()
| where FileName in~ ("whoami.exe", "net.exe", "nltest.exe", "systeminfo.exe", "ipconfig.exe", "quser.exe", "dsquery.exe", "arp.exe")
| summarize Tools = make_set(FileName), Kinds = dcount(FileName), Commands = make_list(ProcessCommandLine, 20), First = min(Timestamp)
    by DeviceName, AccountName, InitiatingProcessFileName, bin(Timestamp, 15m)
| where Kinds >= kinds
| project First, DeviceName, AccountName, Kinds, InitiatingProcessFileName, Tools, Commands
| order by First desc`,
  },
  {
    id: 'ldap-queries',
    title: 'LDAP queries by device',
    why: 'Which machines ask the directory, and how much. A workstation that suddenly asks for everything maps the domain.',
    tactic: 'Discovery',
    techniques: ['T1087.002', 'T1069.002'],
    tables: ['IdentityQueryEvents'],
    parameters: [],
    format: 'table',
    query: `IdentityQueryEvents
| where $__timeFilter()
| where ActionType == "LDAP query"
| summarize Queries = count(), Different = dcount(Query), Examples = make_set(Query, 3), Last = max(Timestamp) by DeviceName, AccountUpn
| order by Different desc, Queries desc`,
  },
  {
    id: 'domain-admins-asked-for',
    title: 'Somebody asks who the domain administrators are',
    why: 'The question before an attack on them. Scripts of administrators ask it as well, always from the same machine.',
    tactic: 'Discovery',
    techniques: ['T1069.002'],
    tables: ['DeviceProcessEvents'],
    parameters: [],
    format: 'table',
    query: `DeviceProcessEvents
| where $__timeFilter()
| where ProcessCommandLine has_any ("Domain Admins", "Enterprise Admins", "domain_trusts", "dclist")
| project Timestamp, DeviceName, AccountName, FileName, ProcessCommandLine, InitiatingProcessFileName, DeviceId
| order by Timestamp desc`,
  },
];
