import type { LibraryHunt } from '../hunt';

export const PERSISTENCE: readonly LibraryHunt[] = [
  {
    id: 'run-keys',
    title: 'Programs that start with every sign-in',
    why: 'New values under the Run keys. Installers write them as well: a value that starts a script or hides a window is the one to read.',
    tactic: 'Persistence',
    techniques: ['T1547.001'],
    tables: ['DeviceRegistryEvents'],
    parameters: [],
    format: 'table',
    query: String.raw`DeviceRegistryEvents
| where $__timeFilter()
| where ActionType == "RegistryValueSet"
| where RegistryKey has @"\CurrentVersion\Run"
| project Timestamp, DeviceName, RegistryValueName, RegistryValueData, InitiatingProcessFileName, InitiatingProcessCommandLine, RegistryKey, DeviceId
| order by Timestamp desc`,
  },
  {
    id: 'new-services',
    title: 'New services',
    why: 'A service runs with the rights of the system and after every start. PSEXESVC and names of random letters deserve a call.',
    tactic: 'Persistence',
    techniques: ['T1543.003', 'T1569.002'],
    tables: ['DeviceEvents'],
    parameters: [],
    format: 'table',
    query: `DeviceEvents
| where $__timeFilter()
| where ActionType == "ServiceInstalled"
| extend Details = parse_json(AdditionalFields)
| project Timestamp, DeviceName, Service = tostring(Details.ServiceName), RunsAs = tostring(Details.ServiceAccount),
          FileName, FolderPath, InitiatingProcessFileName, DeviceId
| order by Timestamp desc`,
  },
  {
    id: 'local-accounts-made',
    title: 'Accounts made on a machine',
    why: 'Local accounts outlive a reset of the domain. Few machines should ever get one.',
    tactic: 'Persistence',
    techniques: ['T1136.001'],
    tables: ['DeviceEvents', 'DeviceProcessEvents'],
    parameters: [],
    format: 'table',
    query: `union
  (DeviceEvents
   | where $__timeFilter()
   | where ActionType == "UserAccountCreated"
   | project Timestamp, DeviceName, What = "account created", Account = coalesce(AccountName, tostring(parse_json(AdditionalFields).AccountName)), CommandLine = InitiatingProcessCommandLine),
  (DeviceProcessEvents
   | where $__timeFilter()
   | where FileName in~ ("net.exe", "net1.exe") and ProcessCommandLine has "user" and ProcessCommandLine has "/add"
   | project Timestamp, DeviceName, What = "net user", Account = AccountName, CommandLine = ProcessCommandLine)
| order by Timestamp desc`,
  },
  {
    id: 'consent-to-an-app',
    title: 'Consent given to an application',
    why: 'An app with consent reads mail without a password from then on. The permissions say how much was given away.',
    tactic: 'Persistence',
    techniques: ['T1550.001', 'T1098.003'],
    tables: ['CloudAppEvents'],
    parameters: [],
    format: 'table',
    query: `CloudAppEvents
| where $__timeFilter()
| where ActionType startswith "Consent to application"
| extend Changes = parse_json(RawEventData).ModifiedProperties
| mv-expand Change = Changes
| project Timestamp, AccountDisplayName, App = ObjectName, Permission = tostring(Change.NewValue), IPAddress, CountryCode, AccountObjectId
| order by Timestamp desc`,
  },
  {
    id: 'apps-at-work-from-new-addresses',
    title: 'Service principals by address',
    why: 'Where applications sign in from. An app that comes from a hoster abroad is not run by you.',
    tactic: 'Persistence',
    techniques: ['T1078.004'],
    tables: ['EntraIdSpnSignInEvents'],
    parameters: [],
    format: 'table',
    query: `EntraIdSpnSignInEvents
| where $__timeFilter()
| summarize SignIns = count(), Failed = countif(ErrorCode != 0), First = min(Timestamp), Last = max(Timestamp),
            Resources = make_set(ResourceDisplayName, 5) by ServicePrincipalName, IPAddress, Country
| order by SignIns asc, First desc`,
  },
];
