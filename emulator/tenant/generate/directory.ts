import { COMPANY, type Person } from './people';
import type { Stage } from './storyCast';

const DAY = 86_400_000;

const CHANGES = ['Account Password changed', 'Group Membership changed', 'Account Display Name changed'];
const QUERIES = [
  { QueryType: 'AllUsers', QueryTarget: '', Query: '(&(objectCategory=person)(objectClass=user))' },
  { QueryType: 'Group', QueryTarget: 'Domain Admins', Query: '(&(objectClass=group)(cn=Domain Admins))' },
  { QueryType: 'AllComputers', QueryTarget: '', Query: '(objectCategory=computer)' },
];

/** What the sensors on the domain controllers see: changes of accounts, questions to the directory, apps that sign in. */
export function watchDirectory({ office, random, people, devices }: Stage, days: number): void {
  const staff = people.filter(({ service }) => !service);
  const admins = staff.filter(({ admin }) => admin);
  const controller = devices.find(({ role }) => role === 'domain controller')!;
  const seen = (actor: Person) => ({
    Application: 'Active Directory',
    AccountName: actor.name,
    AccountDomain: COMPANY.netbios,
    AccountUpn: actor.upn,
    AccountSid: actor.sid,
    AccountObjectId: actor.objectId,
    AccountDisplayName: actor.displayName,
    DestinationDeviceName: controller.name.split('.')[0],
    DestinationIPAddress: controller.ip,
    ReportId: random.guid(),
  });
  for (let day = 0; day <= days; day++) {
    const moment = () => day * DAY + random.next() * DAY;
    for (let left = random.count(devices.length / 40); left > 0; left--) {
      const target = random.pick(staff);
      office.add('IdentityDirectoryEvents', moment(), {
        ...seen(random.pick(admins)),
        ActionType: random.pick(CHANGES),
        TargetAccountUpn: target.upn,
        TargetAccountDisplayName: target.displayName,
      });
    }
    for (let left = random.count(devices.length / 20); left > 0; left--) {
      const from = random.pick(devices);
      office.add('IdentityQueryEvents', moment(), {
        ...seen(from.owner ?? random.pick(admins)),
        ...random.pick(QUERIES),
        ActionType: 'LDAP query',
        Protocol: 'Ldap',
        DeviceName: from.name.split('.')[0],
        IPAddress: from.ip,
        DestinationPort: 389,
      });
    }
  }
  signInApps({ office, random }, days);
}

const APPS = [
  { name: 'Keelson Backup for Microsoft 365', id: '0d4f7a12-3c58-4e0b-9f61-7be2a1c45d90', resource: 'Microsoft Graph' },
  { name: 'Saltwater CRM sync', id: '6b1ce9a4-71d2-4f3a-8c05-2e9d47b6f813', resource: 'Office 365 Exchange Online' },
];

function signInApps({ office, random }: Pick<Stage, 'office' | 'random'>, days: number): void {
  for (const { name, id, resource } of APPS) {
    for (let at = random.next() * 3_600_000; at < (days + 1) * DAY; at += 3_600_000) {
      office.add('EntraIdSpnSignInEvents', at, {
        Application: name,
        ApplicationId: id,
        ServicePrincipalName: name,
        ServicePrincipalId: id.split('-').reverse().join('-'),
        IsManagedIdentity: false,
        ErrorCode: random.chance(0.01) ? 7000222 : 0,
        CorrelationId: random.guid(),
        ResourceDisplayName: resource,
        IPAddress: '198.51.100.10',
        Country: 'GB',
        City: 'London',
        RequestId: random.guid(),
        ReportId: random.guid(),
        IsConfidentialClient: true,
      });
    }
  }
}
