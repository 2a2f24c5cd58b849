import type { LibraryHunt } from '../hunt';

export const CREDENTIAL_ACCESS: readonly LibraryHunt[] = [
  {
    id: 'lsass-memory',
    title: 'The memory of LSASS is opened or dumped',
    why: 'Passwords live there. Security tools open it as well: they are signed, and always the same.',
    tactic: 'Credential access',
    techniques: ['T1003.001'],
    tables: ['DeviceEvents', 'DeviceProcessEvents'],
    parameters: [],
    format: 'table',
    query: `union
  (DeviceEvents
   | where $__timeFilter()
   | where ActionType == "OpenProcessApiCall" and FileName =~ "lsass.exe"
   | project Timestamp, DeviceName, What = "opened", By = InitiatingProcessFileName, CommandLine = InitiatingProcessCommandLine),
  (DeviceProcessEvents
   | where $__timeFilter()
   | where ProcessCommandLine has "comsvcs" and ProcessCommandLine has "MiniDump"
       or ProcessCommandLine has_all ("procdump", "lsass")
   | project Timestamp, DeviceName, What = "dumped", By = FileName, CommandLine = ProcessCommandLine)
| summarize Times = count(), First = min(Timestamp), Last = max(Timestamp) by DeviceName, What, By, CommandLine
| order by Times asc, Last desc`,
  },
  {
    id: 'password-guessing-on-devices',
    title: 'Password guessing that ended in a sign-in',
    why: 'Many failures from one address and then a success on the same device. Scanners fail often but do not sign in interactively.',
    tactic: 'Credential access',
    techniques: ['T1110.001'],
    tables: ['DeviceLogonEvents'],
    parameters: [{ name: 'failures', meaning: 'How many failures make a guess; an ordinary typo stays below 10.' }],
    format: 'table',
    query: `let failures = 20;
DeviceLogonEvents
| where $__timeFilter()
| where isnotempty(RemoteIP)
| summarize Failed = countif(ActionType == "LogonFailed"), Succeeded = countif(ActionType == "LogonSuccess"),
            Accounts = make_set(AccountName, 10), First = min(Timestamp), Last = max(Timestamp) by DeviceName, RemoteIP, LogonType
| where Failed >= failures
| order by Succeeded desc, Failed desc`,
  },
  {
    id: 'password-spray',
    title: 'Password spray against the cloud',
    why: 'One address fails for many accounts with few tries each. A success from the same address is an account that is lost.',
    tactic: 'Credential access',
    techniques: ['T1110.003'],
    tables: ['EntraIdSignInEvents'],
    parameters: [{ name: 'accounts', meaning: 'For how many accounts an address must have failed.' }],
    format: 'table',
    query: `let accounts = 10;
EntraIdSignInEvents
| where $__timeFilter()
| summarize FailedAccounts = dcountif(AccountUpn, ErrorCode == 50126), Failures = countif(ErrorCode == 50126),
            SignedIn = make_set_if(AccountUpn, ErrorCode == 0, 10), First = min(Timestamp), Last = max(Timestamp) by IPAddress, Country
| where FailedAccounts >= accounts
| order by FailedAccounts desc`,
  },
  {
    id: 'failed-sign-ins-over-time',
    title: 'Failed sign-ins over time',
    why: 'The base line against which a spray stands out as a step.',
    tactic: 'Credential access',
    techniques: ['T1110'],
    tables: ['DeviceLogonEvents'],
    parameters: [],
    format: 'timeseries',
    query: `DeviceLogonEvents
| where $__timeFilter()
| summarize Failures = countif(ActionType == "LogonFailed"), SignIns = count() by bin(Timestamp, $__interval)`,
  },
  {
    id: 'risky-sign-ins',
    title: 'Sign-ins that Entra calls risky',
    why: 'Entra saw something odd and the sign-in still went through.',
    tactic: 'Credential access',
    techniques: ['T1078.004'],
    tables: ['EntraIdSignInEvents'],
    parameters: [
      { name: 'least', meaning: 'The level of risk from which on a sign-in is listed: 10 low, 50 medium, 100 high.' },
    ],
    format: 'table',
    query: `let least = 50;
EntraIdSignInEvents
| where $__timeFilter()
| where ErrorCode == 0 and RiskLevelDuringSignIn >= least
| project Timestamp, AccountUpn, RiskLevelDuringSignIn, IPAddress, Country, City, Application, DeviceName, ClientAppUsed
| order by Timestamp desc`,
  },
  {
    id: 'impossible-travel',
    title: 'Two countries within minutes',
    why: 'The same account signs in from two countries faster than one can travel. VPNs do that too: the pair of countries tells.',
    tactic: 'Credential access',
    techniques: ['T1078.004'],
    tables: ['EntraIdSignInEvents'],
    parameters: [{ name: 'within', meaning: 'How short the time between two sign-ins must be.' }],
    format: 'table',
    query: `let within = 2h;
EntraIdSignInEvents
| where $__timeFilter()
| where ErrorCode == 0 and isnotempty(Country)
| project Timestamp, AccountUpn, Country, City, IPAddress
| order by AccountUpn asc, Timestamp asc
| serialize
| extend Before = prev(Timestamp), From = prev(Country), FromIP = prev(IPAddress), Same = prev(AccountUpn) == AccountUpn
| where Same and Country != From and Timestamp - Before < within
| project Timestamp, AccountUpn, From, To = Country, MinutesBetween = round((Timestamp - Before) / 1m, 0), FromIP, IPAddress
| order by Timestamp desc`,
  },
];
