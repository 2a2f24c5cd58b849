import type { Device } from './devices';
import { COMPANY, type Person } from './people';
import type { Random } from './random';
import type { Office } from './tableRows';

const DAY = 86_400_000;

/** Reports what it knows of one day. */
export type DailyReport = (office: Office, day: number) => void;

/** What Defender reports of every machine once a day, at an hour of the machine's own. */
export function deviceReports(devices: readonly Device[], random: Random): DailyReport {
  let reportId = 0;
  const known = devices.map((device) => ({
    hour: random.next() * DAY,
    info: deviceInfo(device, random.pick(['Low', 'Low', 'Medium', 'High'])),
    network: networkInfo(device),
  }));
  return (office, day) => {
    for (const { hour, info, network } of known) {
      office.add('DeviceInfo', day * DAY + hour, { ...info, ReportId: BigInt(++reportId) });
      office.add('DeviceNetworkInfo', day * DAY + hour + 1_500, { ...network, ReportId: BigInt(++reportId) });
    }
  };
}

function deviceInfo(device: Device, exposure: string) {
  const { platform, owner, role, system } = device;
  const user = owner && { UserName: owner.name, DomainName: COMPANY.netbios, Sid: owner.sid };
  return {
    DeviceId: device.deviceId,
    DeviceName: device.name,
    ClientVersion: system === 'windows' ? '10.8805.26100.4061' : '101.25082.0',
    PublicIP: device.site.publicIp,
    OSArchitecture: '64-bit',
    OSPlatform: platform.name,
    OSBuild: BigInt(platform.build),
    OSVersion: platform.version,
    OSVersionInfo: platform.info,
    OSDistribution: platform.distribution,
    IsAzureADJoined: role === 'workstation',
    JoinType: system === 'windows' ? (role === 'workstation' ? 'Hybrid Azure AD Join' : 'Domain Joined') : '',
    AadDeviceId: device.aadDeviceId,
    LoggedOnUsers: JSON.stringify(user ? [user] : []),
    MachineGroup: role === 'workstation' ? 'Workstations' : 'Servers',
    OnboardingStatus: 'Onboarded',
    DeviceCategory: 'Endpoint',
    DeviceType: role === 'workstation' ? 'Workstation' : 'Server',
    Model: device.model,
    Vendor: device.vendor,
    IsInternetFacing: role === 'web server',
    SensorHealthState: 'Active',
    ExposureLevel: exposure,
    AssetValue: role === 'domain controller' ? 'High' : 'Normal',
    IsExcluded: false,
    DeviceManualTags: '[]',
    DeviceDynamicTags: '[]',
    Site: device.site.city,
  };
}

function networkInfo(device: Device) {
  const gateway = device.ip.replace(/\d+$/, '1');
  return {
    DeviceId: device.deviceId,
    DeviceName: device.name,
    NetworkAdapterName: `{${device.aadDeviceId.toUpperCase()}}`,
    MacAddress: device.mac,
    NetworkAdapterType: device.name.startsWith('lt-') ? 'Wireless80211' : 'Ethernet',
    NetworkAdapterStatus: 'Up',
    TunnelType: 'None',
    ConnectedNetworks: JSON.stringify([
      { Name: COMPANY.domain, Description: COMPANY.domain, IsConnectedToInternet: true, Category: 'Domain' },
    ]),
    DnsAddresses: JSON.stringify([`${device.site.network}.4.10`]),
    DefaultGateways: JSON.stringify([gateway]),
    IPAddresses: JSON.stringify([{ IPAddress: device.ip, SubnetPrefix: 24, AddressType: 'Private' }]),
    OnboardingStatus: 'Onboarded',
  };
}

/** What is known of every account, on the first day and again each week. */
export function identityReports(people: readonly Person[], random: Random): DailyReport {
  const known = people.map((person) => ({
    hour: random.next() * DAY,
    row: identity(person, String(random.int(10_000, 99_999))),
  }));
  return (office, day) => {
    for (const { hour, row } of day % 7 === 0 ? known : []) {
      office.add('IdentityInfo', day * DAY + hour, row);
    }
  };
}

function identity(person: Person, employeeId: string) {
  const { site } = person;
  return {
    ReportId: `${person.objectId}-${employeeId}`,
    AccountObjectId: person.objectId,
    AccountUpn: person.upn,
    OnPremSid: person.sid,
    AccountDisplayName: person.displayName,
    AccountName: person.name,
    AccountDomain: COMPANY.netbios,
    CriticalityLevel: person.admin ? 1 : 3,
    Type: person.service ? 'ServiceAccount' : 'User',
    GivenName: person.given,
    Surname: person.surname,
    Department: person.department,
    JobTitle: person.title,
    EmailAddress: person.service ? '' : person.upn,
    City: site.city,
    Country: site.country,
    CompanyName: COMPANY.name,
    EmployeeId: person.service ? '' : employeeId,
    IsAccountEnabled: true,
    ChangeSource: 'System-UserPersistence',
    SourceProvider: 'ActiveDirectory',
    IdentityEnvironment: 'Hybrid',
    RiskLevel: 'None',
    AssignedRoles: JSON.stringify(person.admin ? ['Helpdesk Administrator'] : []),
    GroupMembership: JSON.stringify([person.department, ...(person.admin ? ['Domain Admins'] : [])]),
    Tags: '[]',
  };
}
