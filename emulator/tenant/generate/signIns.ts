import type { Device } from './devices';
import { COMPANY, type Person } from './people';
import type { Random } from './random';
import type { Site } from './sites';
import type { Office } from './tableRows';

/** Where somebody signs in from. */
export type Place = Pick<Site, 'city' | 'state' | 'country' | 'countryCode' | 'latitude' | 'longitude' | 'isp'> & {
  ip: string;
};

const APPS = [
  { weight: 5, name: 'Office 365 Exchange Online', id: '00000002-0000-0ff1-ce00-000000000000' },
  { weight: 4, name: 'Microsoft Teams', id: '1fec8e78-bce4-4aaf-ab1b-5451cc387264' },
  { weight: 4, name: 'SharePoint Online Web Client Extensibility', id: '08e18876-6177-487e-b8b5-cf950c1e598c' },
  { weight: 1, name: 'Azure Portal', id: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c' },
];
const AGENTS: Readonly<Record<string, readonly [agent: string, browser: string]>> = {
  windows: [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
    'Edge 142',
  ],
  macos: [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    'Chrome 142',
  ],
};
const CLOUD_ACTIONS = [
  'FileAccessed',
  'FileAccessed',
  'FileModified',
  'FileUploaded',
  'FileDownloaded',
  'MailItemsAccessed',
  'MessageSent',
  'FilePreviewed',
];

/** A sign-in to the cloud; error code 0 is a success. */
export interface SignIn {
  at: number;
  person: Person;
  place: Place;
  device?: Device;
  errorCode?: number;
  risk?: number;
  app?: { name: string; id: string };
}

/** The place of an office. */
export function placeOf(site: Site): Place {
  return { ...site, ip: site.publicIp };
}

/** A person's sign-ins, and the work in the cloud, of one working day. */
export function workInCloud(
  office: Office,
  person: Person,
  day: { at: number; span: number; device?: Device },
  random: Random
): void {
  const place = placeOf(person.site);
  for (let left = random.count(2.4); left > 0; left--) {
    const errorCode = random.chance(0.05) ? random.pick([50126, 50074, 50140, 53003]) : 0;
    signIn(office, { at: day.at + random.next() * day.span, person, place, device: day.device, errorCode }, random);
  }
  for (let left = random.count(1.6); left > 0; left--) {
    domainLogon(office, { at: day.at + random.next() * day.span, person, device: day.device }, random);
  }
  for (let left = random.count(2.6); left > 0; left--) {
    const action = random.pick(CLOUD_ACTIONS);
    const object = `${random.pick(['Price sheet', 'Roadmap', 'Q4 forecast', 'Minutes board'])}.xlsx`;
    cloudAction(office, { at: day.at + random.next() * day.span, person, place, action, object }, random);
  }
}

export function signIn(
  office: Office,
  { at, person, place, device, errorCode = 0, risk = 0, app }: SignIn,
  random: Random
): void {
  const { name, id } = app ?? random.weighted(APPS);
  const [agent, browser] = AGENTS[device?.system ?? 'windows'] ?? AGENTS['windows']!;
  office.add('EntraIdSignInEvents', at, {
    Application: name,
    ApplicationId: id,
    LogonType: JSON.stringify([random.chance(0.6) ? 'nonInteractiveUser' : 'interactiveUser']),
    ErrorCode: errorCode,
    CorrelationId: random.guid(),
    SessionId: random.guid(),
    AccountDisplayName: person.displayName,
    AccountObjectId: person.objectId,
    AccountUpn: person.upn,
    IsExternalUser: 0,
    IsGuestUser: false,
    ResourceDisplayName: name,
    DeviceName: device?.name.split('.')[0],
    EntraIdDeviceId: device?.aadDeviceId,
    OSPlatform: device ? device.platform.name : 'Windows10',
    DeviceTrustType: device ? 'Hybrid Azure AD joined' : '',
    IsManaged: device ? 1 : 0,
    IsCompliant: device ? 1 : 0,
    AuthenticationRequirement: device ? 'singleFactorAuthentication' : 'multiFactorAuthentication',
    RiskLevelAggregated: risk,
    RiskLevelDuringSignIn: risk,
    RiskState: risk > 0 ? 4 : 0,
    UserAgent: agent,
    ClientAppUsed: 'Browser',
    Browser: browser,
    ConditionalAccessStatus: errorCode === 53003 ? 1 : 0,
    IPAddress: place.ip,
    Country: place.countryCode,
    State: place.state,
    City: place.city,
    Latitude: place.latitude,
    Longitude: place.longitude,
    RequestId: random.guid(),
    ReportId: random.guid(),
    TimeGenerated: office.ticks(at + 90_000),
    Type: 'EntraIdSignInEvents',
  });
}

/** A sign-in that a domain controller's sensor saw. */
export function domainLogon(
  office: Office,
  {
    at,
    person,
    device,
    target = 'dc-lon-01',
    failure = '',
  }: { at: number; person: Person; device?: Device; target?: string; failure?: string },
  random: Random
): void {
  office.add('IdentityLogonEvents', at, {
    ActionType: failure ? 'LogonFailed' : 'LogonSuccess',
    Application: 'Active Directory',
    LogonType: 'Credentials validation',
    Protocol: random.chance(0.85) ? 'Kerberos' : 'Ntlm',
    FailureReason: failure,
    AccountName: person.name,
    AccountDomain: COMPANY.netbios,
    AccountUpn: person.upn,
    AccountSid: person.sid,
    AccountObjectId: person.objectId,
    AccountDisplayName: person.displayName,
    DeviceName: device?.name.split('.')[0],
    OSPlatform: device?.platform.name,
    IPAddress: device?.ip,
    DestinationDeviceName: target,
    DestinationPort: 88,
    Location: person.site.city,
    ReportId: random.guid(),
  });
}

/** Something done in a cloud app; `count` of bytes or items goes into the raw event. */
export function cloudAction(
  office: Office,
  {
    at,
    person,
    place,
    action,
    object,
    raw = {},
  }: { at: number; person: Person; place: Place; action: string; object: string; raw?: object },
  random: Random
): void {
  const mail = /Mail|Message|InboxRule/.test(action);
  const consent = action.startsWith('Consent');
  office.add('CloudAppEvents', at, {
    ActionType: action,
    Application: consent ? 'Office 365' : mail ? 'Microsoft Exchange Online' : 'Microsoft SharePoint Online',
    ApplicationId: consent ? 11161 : mail ? 20893 : 20892,
    AppInstanceId: 0,
    AccountObjectId: person.objectId,
    AccountId: person.objectId,
    AccountDisplayName: person.displayName,
    AccountType: 'Regular',
    IsAdminOperation: false,
    DeviceType: 'Desktop',
    OSPlatform: 'Windows 10',
    IPAddress: place.ip,
    IsAnonymousProxy: false,
    CountryCode: place.countryCode,
    City: place.city,
    Isp: place.isp,
    ISP: place.isp,
    UserAgent: AGENTS['windows']![0],
    ActivityType: action.replace(/^(File|Mail|Message)/, ''),
    ActivityObjects: JSON.stringify([{ Type: mail ? 'Mailbox' : 'File', Role: 'Target object', Name: object }]),
    ObjectName: object,
    ObjectType: consent ? 'Application' : mail ? 'Mailbox' : 'File',
    ObjectId: random.guid(),
    IsExternalUser: false,
    IsImpersonated: false,
    RawEventData: JSON.stringify({
      Operation: action,
      Workload: consent ? 'AzureActiveDirectory' : mail ? 'Exchange' : 'SharePoint',
      UserId: person.upn,
      ClientIP: place.ip,
      ObjectId: object,
      ...raw,
    }),
    ReportId: random.guid(),
  });
}
