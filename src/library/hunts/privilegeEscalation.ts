import type { LibraryHunt } from '../hunt';

export const PRIVILEGE_ESCALATION: readonly LibraryHunt[] = [
  {
    id: 'local-administrators-added',
    title: 'Somebody becomes a local administrator',
    why: 'The group of administrators grows on a machine. Deployment tools do it when a machine is new; on an old one it is rare.',
    tactic: 'Privilege escalation',
    techniques: ['T1098', 'T1078.003'],
    tables: ['DeviceEvents'],
    parameters: [],
    format: 'table',
    query: `DeviceEvents
| where $__timeFilter()
| where ActionType == "UserAccountAddedToLocalGroup"
| extend Details = parse_json(AdditionalFields)
| where tostring(Details.GroupName) =~ "Administrators"
| project Timestamp, DeviceName, Account = coalesce(tostring(Details.AccountName), AccountName), Group = tostring(Details.GroupName),
          By = InitiatingProcessAccountName, DeviceId
| order by Timestamp desc`,
  },
  {
    id: 'group-membership-changes',
    title: 'Changes of membership in the directory',
    why: 'Who was put into which group, by day. A change outside office hours or by an unusual person is worth a question.',
    tactic: 'Privilege escalation',
    techniques: ['T1098'],
    tables: ['IdentityDirectoryEvents'],
    parameters: [],
    format: 'table',
    query: `IdentityDirectoryEvents
| where $__timeFilter()
| where ActionType == "Group Membership changed"
| extend Details = parse_json(AdditionalFields)
| project Timestamp, AccountUpn, TargetAccountUpn, Details, DestinationDeviceName, ReportId
| order by Timestamp desc`,
  },
  {
    id: 'admin-sign-ins-to-many-devices',
    title: 'Administrators on many devices',
    why: 'One account with administrator rights on several machines within the range: help desks do this, intruders too.',
    tactic: 'Privilege escalation',
    techniques: ['T1078.002'],
    tables: ['DeviceLogonEvents'],
    parameters: [{ name: 'least', meaning: 'From how many devices on an account is listed.' }],
    format: 'table',
    query: `let least = 2;
DeviceLogonEvents
| where $__timeFilter()
| where ActionType == "LogonSuccess" and IsLocalAdmin == true and isnotempty(AccountName)
| summarize Devices = dcount(DeviceId), Names = make_set(DeviceName, 20), SignIns = count(), Last = max(Timestamp)
    by AccountDomain, AccountName
| where Devices >= least
| order by Devices desc`,
  },
];
