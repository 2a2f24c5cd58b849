import { createHash } from 'node:crypto';

import { COMPANY, type Person } from './people';
import type { Random } from './random';
import type { Office } from './tableRows';

/** One message to one person. */
export interface Message {
  at: number;
  from: { address: string; name: string; objectId?: string; ip: string };
  to: Person;
  subject: string;
  direction: 'Inbound' | 'Intra-org';
  urls?: readonly string[];
  attachment?: { name: string; sha256: string; size: number };
  threat?: { types: string; names: string; action: string; location: string };
  firstContact?: boolean;
}

const OUTSIDE = [
  { domain: 'saltwater.example', names: ['Nina Holt', 'Pavel Simons'], ip: '192.0.2.25' },
  { domain: 'fastferries.example', names: ['Bookings', 'Marta Quill'], ip: '192.0.2.77' },
  { domain: 'news.example', names: ['Morning Brief'], ip: '192.0.2.40' },
  { domain: 'keelson.example', names: ['Keelson Support', 'Ian Ford'], ip: '192.0.2.90' },
];
const SUBJECTS = [
  'Delivery window for Thursday',
  'Re: contract renewal',
  'Your booking is confirmed',
  'Weekly figures',
  'Agenda for tomorrow',
  'Updated price sheet',
  'Question about invoice 20614',
  'Morning Brief',
  'Minutes of the meeting',
  'Re: onboarding',
];
const SPAM = ['Your mailbox is full', 'Claim your reward', 'Unusual sign-in, verify now'];

/** A person's mail of one working day. */
export function receiveMail(
  office: Office,
  to: Person,
  day: { at: number; span: number; colleagues: readonly Person[] },
  random: Random
): void {
  for (let left = random.count(3); left > 0; left--) {
    const at = day.at + random.next() * day.span;
    const message = random.chance(0.06) ? spam(to, at, random) : ordinary(to, at, day.colleagues, random);
    const id = deliver(office, message, random);
    if (message.threat?.action === 'Junked' && random.chance(0.3)) {
      removeAfterDelivery(office, message, { at: at + random.int(5, 90) * 60_000, id });
    }
  }
}

function ordinary(to: Person, at: number, colleagues: readonly Person[], random: Random): Message {
  const subject = random.pick(SUBJECTS);
  const name = `${subject.replace(/^Re: /, '')}.pdf`;
  const attachment = random.chance(0.18)
    ? { name, sha256: createHash('sha256').update(name).digest('hex'), size: 50_000 + name.length * 3_001 }
    : undefined;
  if (random.chance(0.45)) {
    const sender = random.pick(colleagues);
    const from = { address: sender.upn, name: sender.displayName, objectId: sender.objectId, ip: sender.site.publicIp };
    return { at, from, to, subject, direction: 'Intra-org', attachment };
  }
  const { domain, names, ip } = random.pick(OUTSIDE);
  const person = random.pick(names);
  const address = `${person.toLowerCase().replace(' ', '.')}@${domain}`;
  const urls = random.chance(0.6)
    ? [`https://www.${domain}/${random.pick(['orders', 'news', 'booking'])}/${random.int(100, 999)}`]
    : [];
  return { at, from: { address, name: person, ip }, to, subject, direction: 'Inbound', urls, attachment };
}

function spam(to: Person, at: number, random: Random): Message {
  const domain = `offers-${random.int(1, 40)}.example`;
  const phish = random.chance(0.3);
  const threat = phish
    ? { types: 'Phish', names: 'Credential phish', action: 'Blocked', location: 'Quarantine' }
    : { types: 'Spam', names: '', action: 'Junked', location: 'Junk folder' };
  const from = { address: `noreply@${domain}`, name: 'Notice', ip: `203.0.113.${random.int(100, 199)}` };
  const urls = [`https://${domain}/verify?id=${random.int(1_000, 9_999)}`];
  return { at, from, to, subject: random.pick(SPAM), direction: 'Inbound', urls, threat, firstContact: true };
}

/** Writes a message into the mail tables. Returns its NetworkMessageId, which joins them. */
export function deliver(office: Office, message: Message, random: Random): string {
  const { at, from, to, urls = [], attachment, threat } = message;
  const id = random.guid();
  const ReportId = `${id}-${random.int(1, 9_999_999)}`;
  const domain = from.address.slice(from.address.indexOf('@') + 1);
  office.add('EmailEvents', at, {
    NetworkMessageId: id,
    InternetMessageId: `<${random.hex(24)}@${domain}>`,
    SenderMailFromAddress: from.address,
    SenderFromAddress: from.address,
    SenderDisplayName: from.name,
    SenderObjectId: from.objectId,
    SenderMailFromDomain: domain,
    SenderFromDomain: domain,
    SenderIPv4: from.ip,
    RecipientEmailAddress: to.upn,
    RecipientObjectId: to.objectId,
    RecipientDomain: COMPANY.mailHost,
    Subject: message.subject,
    EmailDirection: message.direction,
    DeliveryAction: threat?.action ?? 'Delivered',
    DeliveryLocation: threat?.location ?? 'Inbox/folder',
    LatestDeliveryAction: threat?.action ?? 'Delivered',
    LatestDeliveryLocation: threat?.location ?? 'Inbox/folder',
    ThreatTypes: threat?.types,
    ThreatNames: threat?.names,
    AttachmentCount: attachment ? 1 : 0,
    UrlCount: urls.length,
    EmailLanguage: 'en',
    EmailSize: BigInt(8_000 + message.subject.length * 97 + (attachment?.size ?? 0)),
    AuthenticationDetails: JSON.stringify({
      SPF: 'pass',
      DKIM: threat ? 'none' : 'pass',
      DMARC: threat ? 'none' : 'pass',
    }),
    IsFirstContact: message.firstContact ?? false,
    To: JSON.stringify([to.upn]),
    ReportId,
  });
  for (const url of urls) {
    linkTo(office, message, { id, url, ReportId }, random);
  }
  if (attachment) {
    attach(office, message, { ...attachment, id, ReportId });
  }
  return id;
}

/** Zero-hour auto purge: a message that was delivered turns out to be bad and is moved to quarantine. */
export function removeAfterDelivery(office: Office, message: Message, { at, id }: { at: number; id: string }): void {
  office.add('EmailPostDeliveryEvents', at, {
    NetworkMessageId: id,
    Action: 'Moved to quarantine',
    ActionType: 'Phish ZAP',
    ActionTrigger: 'SpecialAction',
    ActionResult: 'Success',
    RecipientEmailAddress: message.to.upn,
    DeliveryLocation: 'Quarantine',
    SourceLocation: message.threat?.location ?? 'Inbox/folder',
    ThreatTypes: 'Phish',
    SenderFromAddress: message.from.address,
    EmailDirection: message.direction,
    ReportId: `${id}-zap`,
  });
}

/** A click on a link of a message, as Safe Links saw it. */
export function click(
  office: Office,
  { at, url, person, networkMessageId }: { at: number; url: string; person: Person; networkMessageId: string }
): void {
  office.add('UrlClickEvents', at, {
    Url: url,
    ActionType: 'ClickAllowed',
    AccountUpn: person.upn,
    Workload: 'Email',
    NetworkMessageId: networkMessageId,
    IPAddress: person.site.publicIp,
    IsClickedThrough: false,
    UrlChain: JSON.stringify([url]),
    ReportId: `${networkMessageId}-click`,
  });
}

function linkTo(
  office: Office,
  message: Message,
  link: { id: string; url: string; ReportId: string },
  random: Random
): void {
  const { at, to, threat } = message;
  const { id, url, ReportId } = link;
  office.add('EmailUrlInfo', at, {
    NetworkMessageId: id,
    Url: url,
    UrlDomain: new URL(url).host,
    UrlLocation: 'Body',
    ReportId,
  });
  if (!threat && random.chance(0.2)) {
    click(office, { at: at + random.next() * 3_600_000, url, person: to, networkMessageId: id });
  }
}

type Attachment = NonNullable<Message['attachment']> & { id: string; ReportId: string };

function attach(office: Office, { at, from, to }: Message, { id, name, sha256, size, ReportId }: Attachment): void {
  const extension = name.split('.').pop();
  office.add('EmailAttachmentInfo', at, {
    NetworkMessageId: id,
    SenderFromAddress: from.address,
    SenderDisplayName: from.name,
    SenderObjectId: from.objectId,
    RecipientEmailAddress: to.upn,
    RecipientObjectId: to.objectId,
    FileName: name,
    FileType: extension,
    FileExtension: extension,
    SHA256: sha256,
    FileSize: BigInt(size),
    ReportId,
  });
}
