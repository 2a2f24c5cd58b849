/** The functions that only Defender has. The analysis reads all of them as KQL; `FileProfile` is run by an operator. */
import type { StoredFunction } from './kusto';

/** The columns that it adds; `operators/fileProfile.ts` fills them. */
const FILE_PROFILE = `{
  T
  | extend SHA1 = "", SHA256 = "", MD5 = "", FileSize = int(null), GlobalPrevalence = int(null),
    GlobalFirstSeen = datetime(null), GlobalLastSeen = datetime(null), Signer = "", Issuer = "", SignerHash = "",
    IsCertificateValid = bool(null), IsRootSignerMicrosoft = bool(null), SignatureState = "", IsExecutable = bool(null),
    ThreatName = "", Publisher = "", SoftwareName = "", ProfileAvailability = ""
}`;

/** The addresses in the newest report of a device, up to a moment where one is given. */
const ASSIGNED_IP_ADDRESSES = `{
  let reports = DeviceNetworkInfo
    | where DeviceId == x or DeviceName =~ x
    | where isnull(y) or Timestamp <= y;
  let newest = toscalar(reports | summarize max(Timestamp));
  reports
  | where Timestamp == newest
  | mv-expand address = parse_json(IPAddresses)
  | project Timestamp, IPAddress = tostring(address.IPAddress), IPType = tostring(address.AddressType),
    NetworkAdapterType, ConnectedNetworks
}`;

/** Functions whose arguments name a column of their input, bare or quoted. */
export const COLUMN_ARGUMENT_FUNCTIONS = ['FileProfile'];

/** Functions that Defender has and the emulator too. */
export const DEFENDER_WORKS = ['FileProfile', 'AssignedIPAddresses'];

/** Functions that Defender has and the emulator has not. */
export const REFUSED_FUNCTIONS = [
  'DeviceFromIP',
  'SeenBy',
  'GetFirstSeenBehaviors',
  'GetUncommonValueBehaviors',
  'GetHighVolumeAnomalyBehaviors',
  'GetAnomalousBehaviorsByKind',
  'GetAnomalousBehaviorsByValue',
  'GetAnomalousBehaviorsAbout',
];

/** Ways to data outside of the tenant. */
export const OUTSIDE_FUNCTIONS = ['workspace', 'arg', 'adx', 'app', 'cluster'];

/** Those that can be analyzed over these tables. */
export function defenderFunctions(tables: string[]): StoredFunction[] {
  const addresses = { name: 'AssignedIPAddresses', parameters: '(x: string, y: datetime = datetime(null))' };
  return [
    { name: 'FileProfile', parameters: '(T: (*), x: string = "SHA1", y: long = 100)', body: FILE_PROFILE },
    ...(tables.includes('DeviceNetworkInfo') ? [{ ...addresses, body: ASSIGNED_IP_ADDRESSES }] : []),
  ];
}
