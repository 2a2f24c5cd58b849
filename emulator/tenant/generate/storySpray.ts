import { raise } from './alerts';
import { deliver } from './mail';
import type { Person } from './people';
import { cloudAction, signIn } from './signIns';
import type { Stage } from './storyCast';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const APP = { name: 'Harbor Mail Archiver', id: '9e3b5c70-1fd4-4a86-b2c9-58d07e61fa34' };
const SUBJECT = 'New bank details for supplier payments';

const PLACE = {
  ip: '203.0.113.201',
  city: 'Nicosia',
  state: 'Nicosia',
  country: 'Cyprus',
  countryCode: 'CY',
  latitude: '35.1856',
  longitude: '33.3823',
  isp: 'Levant Hosting',
} as const;

/**
 * Two days before the end a few addresses try one password on everybody; one account gives way. Its mail is forwarded,
 * an app is let in to keep the access, and colleagues get a mail about new bank details in its name.
 */
export function sprayPasswords(stage: Stage, otherVictim: Person): void {
  const { ledger, office, random, people } = stage;
  const begins = ledger.end - 50 * HOUR;
  const staff = people.filter(({ service }) => !service);
  const office365 = { name: 'Office 365 Exchange Online', id: '00000002-0000-0ff1-ce00-000000000000' };
  staff.slice(0, 120).forEach((person, i) => {
    const place = { ...PLACE, ip: `203.0.113.${201 + (i % 4)}` };
    signIn(office, { at: begins + i * 40 * SECOND, person, place, errorCode: 50126, risk: 10, app: office365 }, random);
  });
  const candidates = staff.slice(0, 120).filter(({ id, admin }) => id !== otherVictim.id && !admin);
  const victim = candidates.find(({ department }) => department === 'Finance') ?? candidates[0]!;
  const at = begins + 100 * MINUTE;
  signIn(office, { at, person: victim, place: PLACE, risk: 100, app: office365 }, random);
  keepAccess(stage, victim, at);
  const mail = askForMoney(stage, victim, at + 5 * HOUR);
  notice(stage, { at, victim, mail });
}

/** What Defender makes of it. */
function notice({ office, random }: Stage, spree: { at: number; victim: Person; mail: Ask }): void {
  const { at, victim, mail } = spree;
  const common = {
    source: 'Microsoft Defender for Cloud Apps',
    detection: 'Microsoft Defender for Cloud Apps',
  } as const;
  const user = { kind: 'User', person: victim } as const;
  const ip = { kind: 'Ip', ip: PLACE.ip } as const;
  raise(
    office,
    {
      ...common,
      at: at + 8 * MINUTE,
      title: 'Password spray with a successful sign-in',
      category: 'CredentialAccess',
      severity: 'High',
      techniques: ['Password Spraying (T1110.003)'],
      evidence: [user, ip],
    },
    random
  );
  raise(
    office,
    {
      ...common,
      at: at + 40 * MINUTE,
      title: 'Suspicious inbox forwarding rule',
      category: 'Collection',
      severity: 'Medium',
      techniques: ['Email Forwarding Rule (T1114.003)'],
      evidence: [user, ip],
    },
    random
  );
  raise(
    office,
    {
      ...common,
      at: at + 6 * HOUR,
      title: 'Business email compromise: payment details in mail of a compromised account',
      category: 'Impact',
      severity: 'High',
      techniques: ['Internal Spearphishing (T1534)'],
      evidence: [user, { kind: 'MailMessage', ...mail, subject: SUBJECT }],
    },
    random
  );
}

/** A rule that forwards mail, and consent to an app that reads it from then on. */
function keepAccess({ ledger, office, random }: Stage, victim: Person, at: number): void {
  const rule = {
    Parameters: [
      { Name: 'ForwardTo', Value: 'archive@harbor-billing.example' },
      { Name: 'Name', Value: '..' },
    ],
  };
  const common = { person: victim, place: PLACE };
  cloudAction(office, { ...common, at: at + 9 * MINUTE, action: 'New-InboxRule', object: '..', raw: rule }, random);
  const consent = { ModifiedProperties: [{ Name: 'ConsentAction.Permissions', NewValue: 'Mail.Read offline_access' }] };
  const consented = at + 25 * MINUTE;
  cloudAction(
    office,
    { ...common, at: consented, action: 'Consent to application.', object: APP.name, raw: consent },
    random
  );
  office.add('OAuthAppInfo', consented + MINUTE, {
    ReportId: random.guid(),
    OAuthAppId: APP.id,
    ServicePrincipalId: random.guid(),
    AppName: APP.name,
    AddedOnTime: office.ticks(consented),
    AppStatus: 'Enabled',
    PrivilegeLevel: 'High',
    Permissions: JSON.stringify([{ PermissionValue: 'Mail.Read', PermissionType: 'Delegated' }]),
    ConsentedUsersCount: 1,
    IsAdminConsented: false,
    AppOrigin: 'External',
  });
  for (let moment = consented + 10 * MINUTE; moment < ledger.end; moment += 2 * HOUR) {
    office.add('EntraIdSpnSignInEvents', moment, {
      Application: APP.name,
      ApplicationId: APP.id,
      ServicePrincipalName: APP.name,
      IsManagedIdentity: false,
      ErrorCode: 0,
      CorrelationId: random.guid(),
      ResourceDisplayName: 'Microsoft Graph',
      IPAddress: PLACE.ip,
      Country: PLACE.countryCode,
      City: PLACE.city,
      RequestId: random.guid(),
      ReportId: random.guid(),
      IsConfidentialClient: true,
    });
  }
}

/** Returns the first of the mails. */
function askForMoney({ office, random, people }: Stage, victim: Person, at: number): Ask {
  const from = { address: victim.upn, name: victim.displayName, objectId: victim.objectId, ip: PLACE.ip };
  const colleagues = people.filter(
    ({ id, department, service }) => id !== victim.id && department === victim.department && !service
  );
  const [first, ...others] = colleagues.length > 0 ? colleagues.slice(0, 5) : [victim];
  const send = (to: Person, nth: number) =>
    deliver(office, { at: at + nth * 3_000, from, to, subject: SUBJECT, direction: 'Intra-org' }, random);
  const ask = { to: first!, networkMessageId: send(first!, 0) };
  others.forEach((to, i) => send(to, i + 1));
  return ask;
}

/** A mail that asks for money. */
interface Ask {
  to: Person;
  networkMessageId: string;
}
