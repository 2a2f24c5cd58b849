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

/** The devices whose newest report has one of the input's addresses, as far as those are local ones. */
const DEVICE_FROM_IP = `{
  let wanted = T | where ipv4_is_private(IP) or IP startswith "fe80:" or IP startswith "fd" | distinct IP;
  let newest = DeviceNetworkInfo | summarize Newest = max(Timestamp) by DeviceId;
  DeviceNetworkInfo
  | join kind=inner newest on DeviceId
  | where Timestamp == Newest
  | mv-expand address = parse_json(IPAddresses)
  | project IP = tostring(address.IPAddress), DeviceId
  | where IP in (wanted)
  | distinct IP, DeviceId
}`;

/** The devices that had the row's address in their newest report before its time. */
const DEVICE_FROM_IP_AT = `{
  let wanted = T | where ipv4_is_private(IP) or IP startswith "fe80:" or IP startswith "fd" | distinct IP, Timestamp;
  let reported = wanted
    | extend Every = 1
    | join kind=inner (DeviceNetworkInfo | project Reported = Timestamp, DeviceId, IPAddresses, Every = 1) on Every
    | where Reported <= Timestamp;
  reported
  | join kind=inner (reported | summarize Newest = max(Reported) by IP, Timestamp, DeviceId) on IP, Timestamp, DeviceId
  | where Reported == Newest
  | mv-expand address = parse_json(IPAddresses)
  | where tostring(address.IPAddress) == IP
  | distinct IP, DeviceId
}`;

/** The service keeps who saw whom to itself; here an onboarded device sees those behind the same gateway. */
const SEERS = `
  let gateways = DeviceNetworkInfo
    | mv-expand gateway = parse_json(DefaultGateways) to typeof(string)
    | where isnotempty(gateway)
    | summarize Reported = max(Timestamp) by DeviceId, gateway;
  let onboarded = DeviceInfo
    | summarize arg_max(Timestamp, OnboardingStatus) by DeviceId
    | where OnboardingStatus == "Onboarded"
    | project DeviceId;
  let seers = gateways
    | join kind=inner (gateways | where DeviceId in (onboarded) | project Seer = DeviceId, gateway, Seen = Reported) on gateway
    | where Seer != DeviceId
    | summarize LastEncountered = max(Seen) by DeviceId, Seer;
`;

/** Each row with the onboarded devices that have seen its device, as JSON text. */
const SEEN_BY = `{
  ${SEERS}
  let texts = seers
    | sort by Seer asc
    | summarize SeenBy = make_list(bag_pack("DeviceId", Seer, "LastEncountered", LastEncountered)) by DeviceId
    | project DeviceId, SeenBy = tostring(SeenBy);
  T | lookup kind=leftouter texts on DeviceId
}`;

/** The onboarded devices that have seen one of the rows' devices. */
const SEERS_OF = `{
  ${SEERS}
  let wanted = T | where DeviceId == x | distinct DeviceId;
  seers
  | where DeviceId in (wanted)
  | distinct Seer
  | project DeviceId = Seer
}`;

/** Functions whose arguments name a column of their input, bare or quoted. */
export const COLUMN_ARGUMENT_FUNCTIONS = ['FileProfile'];

/** Functions that Defender has and the emulator too. */
export const DEFENDER_WORKS = ['FileProfile', 'AssignedIPAddresses', 'DeviceFromIP', 'SeenBy'];

/** Functions that Defender has and the emulator has not. */
export const REFUSED_FUNCTIONS = [
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
    ...(tables.includes('DeviceNetworkInfo')
      ? [
          { ...addresses, body: ASSIGNED_IP_ADDRESSES },
          { name: 'DeviceFromIP', parameters: '(T: (IP: string))', body: DEVICE_FROM_IP },
          { name: 'DeviceFromIPAt', parameters: '(T: (IP: string, Timestamp: datetime))', body: DEVICE_FROM_IP_AT },
        ]
      : []),
    ...(tables.includes('DeviceNetworkInfo') && tables.includes('DeviceInfo')
      ? [
          { name: 'SeenBy', parameters: '(T: (*))', body: SEEN_BY },
          { name: 'SeenOf', parameters: '(T: (DeviceId: string), x: string)', body: SEERS_OF },
        ]
      : []),
  ];
}
