import { quoteName } from '../kql/name';
import type { Table } from '../kql/knowledge';

/** As many choices as a list in a page can hold; the backend's cap on a variable is the same. */
export const MOST_OPTIONS = 5_000;

const DEVICES = `DeviceInfo
| where Timestamp > ago(7d)
| summarize arg_max(Timestamp, DeviceName, OSPlatform, PublicIP) by DeviceId
| project __text = DeviceName, __value = DeviceId, OSPlatform, PublicIP
| sort by __text asc`;

const USERS = `IdentityInfo
| where Timestamp > ago(30d) and isnotempty(AccountUpn)
| summarize arg_max(Timestamp, AccountDisplayName, AccountObjectId, Department) by AccountUpn
| project __text = iff(isempty(AccountDisplayName), AccountUpn, AccountDisplayName), __value = AccountUpn,
    AccountObjectId, Department
| sort by __text asc`;

export const HUNTS = { devices: DEVICES, users: USERS };

/** Counts the values of a column in the time range, where the table has a time. Empty ones are left out. */
export function valuesHunt(
  { name, timeColumn }: Pick<Table, 'name' | 'timeColumn'>,
  column: string,
  most = MOST_OPTIONS
): string {
  const time = timeColumn === null ? '' : `| where $__timeFilter(${quoteName(timeColumn)})\n`;
  return `${quoteName(name)}
${time}| extend Choice = tostring(${quoteName(column)})
| where isnotempty(Choice)
| summarize Rows = count() by Choice
| top ${most} by Rows desc
| project Choice`;
}
