import document from '../../pkg/schema/tables.json';
import type { Table } from '../kql/knowledge';

import actionTypes from './actionTypes.json';

/** Every table of advanced hunting, from the file that the backend reads as well. */
export const TABLES: ReadonlyMap<string, Table> = new Map(document.tables.map((table) => [table.name, table]));

/** Values of ActionType, by table. The service documents no list; other values may turn up. */
export const ACTION_TYPES: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(actionTypes));

/** Names that the service has given up, or is about to, and their successors. The last ten are of 2018 to 2020. */
export const RETIRED: ReadonlyMap<string, string> = new Map([
  ['AADSignInEventsBeta', 'EntraIdSignInEvents'],
  ['AADSpnSignInEventsBeta', 'EntraIdSpnSignInEvents'],
  ['AIAgentsInfo', 'AgentsInfo'],
  ['GraphApiAuditEvents', 'GraphAPIAuditEvents'],
  ['AppFileEvents', 'CloudAppEvents'],
  ['ProcessCreationEvents', 'DeviceProcessEvents'],
  ['NetworkCommunicationEvents', 'DeviceNetworkEvents'],
  ['FileCreationEvents', 'DeviceFileEvents'],
  ['RegistryEvents', 'DeviceRegistryEvents'],
  ['LogonEvents', 'DeviceLogonEvents'],
  ['ImageLoadEvents', 'DeviceImageLoadEvents'],
  ['MiscEvents', 'DeviceEvents'],
  ['MachineInfo', 'DeviceInfo'],
  ['MachineNetworkInfo', 'DeviceNetworkInfo'],
]);
