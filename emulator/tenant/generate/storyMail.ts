import type { Alert } from './alerts';
import { click, deliver, type Message, removeAfterDelivery } from './mail';
import { INTRUDER, LURE, type Scene, sha256 } from './storyCast';

const MINUTE = 60_000;
const SUBJECT = 'Overdue: invoice 4471 for Bright Harbor';
const LINK = `https://pay.${INTRUDER.mailDomain}/view?id=4471`;

/** The lure reaches the victim and some colleagues; one copy is caught, and the victim follows its link. */
export function sendLure(scene: Scene): { alerts: Alert[] } {
  const { office, random, begins, victim, others } = scene;
  const send = (to: typeof victim, at: number, caught: boolean) => {
    const message: Message = {
      at,
      from: { address: INTRUDER.sender, name: 'Harbor Billing', ip: INTRUDER.senderIp },
      to,
      subject: SUBJECT,
      direction: 'Inbound',
      urls: caught ? [LINK] : [],
      attachment: { name: LURE.name, sha256: sha256(LURE), size: LURE.size },
      threat: caught
        ? { types: 'Phish, Malware', names: 'O97M/Lure.A', action: 'Blocked', location: 'Quarantine' }
        : undefined,
      firstContact: true,
    };
    const id = deliver(office, message, random);
    if (!caught) {
      removeAfterDelivery(office, message, { at: begins + 94 * MINUTE, id });
    }
    return id;
  };
  const networkMessageId = send(victim, begins, false);
  others.forEach((other, i) => send(other, begins + (i + 1) * 1_700, i === 0));
  office.add('EmailUrlInfo', begins, {
    NetworkMessageId: networkMessageId,
    Url: LINK,
    UrlDomain: new URL(LINK).host,
    UrlLocation: 'Attachment',
    ReportId: `${networkMessageId}-1`,
  });
  click(office, { at: begins + 12 * MINUTE, url: LINK, person: victim, networkMessageId });
  return {
    alerts: [
      {
        at: begins + 95 * MINUTE,
        title: 'Email messages containing malicious file removed after delivery',
        category: 'InitialAccess',
        severity: 'Informational',
        source: 'Microsoft Defender for Office 365',
        detection: 'Microsoft Defender for Office 365',
        techniques: ['Spearphishing Attachment (T1566.001)'],
        evidence: [
          { kind: 'MailMessage', networkMessageId, subject: SUBJECT, to: victim },
          { kind: 'User', person: victim },
        ],
      },
    ],
  };
}
