import type { LibraryHunt } from '../hunt';

export const OVERVIEW: readonly LibraryHunt[] = [
  {
    id: 'alerts-over-time',
    title: 'Alerts over time by severity',
    why: 'The first look of a shift: how many alerts were raised, and whether the serious ones rise.',
    tactic: 'Overview',
    techniques: [],
    tables: ['AlertInfo'],
    parameters: [],
    format: 'timeseries',
    query: `AlertInfo
| where $__timeFilter()
| summarize Alerts = dcount(AlertId) by bin(Timestamp, $__interval), Severity`,
  },
  {
    id: 'alerts-with-devices-and-users',
    title: 'Alerts with the devices and users they touch',
    why: 'One row an alert, with all that its evidence names; the newest first.',
    tactic: 'Overview',
    techniques: [],
    tables: ['AlertInfo', 'AlertEvidence'],
    parameters: [],
    format: 'table',
    query: `AlertInfo
| where $__timeFilter()
| join kind=leftouter (
    AlertEvidence
    | where $__timeFilter()
    | summarize Devices = make_set_if(DeviceName, isnotempty(DeviceName), 20),
                Users = make_set_if(AccountUpn, isnotempty(AccountUpn), 20) by AlertId
  ) on AlertId
| project Timestamp, Severity, Title, Category, ServiceSource, Devices, Users, AttackTechniques, AlertId
| order by Timestamp desc`,
  },
  {
    id: 'events-by-table',
    title: 'Events by table over time',
    why: 'A table that falls silent is a sensor, a license or a permission that is gone, and every hunt over it is blind.',
    tactic: 'Overview',
    techniques: [],
    tables: ['DeviceProcessEvents', 'DeviceNetworkEvents', 'DeviceFileEvents', 'DeviceLogonEvents'],
    parameters: [],
    format: 'timeseries',
    query: `union withsource=Table DeviceProcessEvents, DeviceNetworkEvents, DeviceFileEvents, DeviceLogonEvents
| where $__timeFilter()
| summarize Events = count() by bin(Timestamp, $__interval), Table`,
  },
  {
    id: 'story-of-a-device',
    title: 'All that happened on one device',
    why: 'The timeline to read once a device is suspected: processes, connections, files, registry and sign-ins in one order.',
    tactic: 'Overview',
    techniques: [],
    tables: [
      'DeviceInfo',
      'DeviceProcessEvents',
      'DeviceNetworkEvents',
      'DeviceFileEvents',
      'DeviceRegistryEvents',
      'DeviceLogonEvents',
      'DeviceEvents',
    ],
    parameters: [{ name: 'device', meaning: 'The device to read about; by default the one that was seen last.' }],
    format: 'table',
    query: `let device = toscalar(DeviceInfo | where $__timeFilter() | top 1 by Timestamp desc | project DeviceName);
union withsource=Table DeviceProcessEvents, DeviceNetworkEvents, DeviceFileEvents, DeviceRegistryEvents, DeviceLogonEvents, DeviceEvents
| where $__timeFilter()
| where DeviceName =~ device
| project Timestamp, Table, ActionType, FileName, ProcessCommandLine, RemoteIP, RemoteUrl, RegistryKey, AccountName, InitiatingProcessFileName
| top 1000 by Timestamp desc`,
  },
  {
    id: 'devices-and-their-state',
    title: 'Devices and their state',
    why: 'The last record of every device: what it runs, whether its sensor reports, and how exposed it is.',
    tactic: 'Overview',
    techniques: [],
    tables: ['DeviceInfo'],
    parameters: [],
    format: 'table',
    query: `DeviceInfo
| where $__timeFilter()
| summarize arg_max(Timestamp, DeviceName, OSPlatform, OSVersion, OnboardingStatus, SensorHealthState, ExposureLevel, PublicIP) by DeviceId
| order by Timestamp asc`,
  },
];
