import type { LibraryHunt } from '../hunt';

export const INITIAL_ACCESS: readonly LibraryHunt[] = [
  {
    id: 'attachment-opened-on-device',
    title: 'A mail attachment that reached a device',
    why: 'The same file came by mail and was then written to a disk. Most rows are harmless documents; the sender and the process tell.',
    tactic: 'Initial access',
    techniques: ['T1566.001', 'T1204.002'],
    tables: ['EmailAttachmentInfo', 'DeviceFileEvents'],
    parameters: [],
    format: 'table',
    query: `EmailAttachmentInfo
| where $__timeFilter()
| where isnotempty(SHA256)
| project MailTime = Timestamp, SenderFromAddress, RecipientEmailAddress, AttachmentName = FileName, SHA256, NetworkMessageId
| join kind=inner (
    DeviceFileEvents
    | where $__timeFilter()
    | where ActionType == "FileCreated" and isnotempty(SHA256)
    | project Timestamp, DeviceName, FolderPath, SHA256, InitiatingProcessFileName, InitiatingProcessAccountName
  ) on SHA256
| where Timestamp >= MailTime
| project Timestamp, DeviceName, AttachmentName, SenderFromAddress, RecipientEmailAddress, FolderPath, InitiatingProcessFileName, SHA256, NetworkMessageId
| order by Timestamp desc`,
  },
  {
    id: 'click-on-a-removed-mail',
    title: 'Links followed from mails that were later removed',
    why: 'Defender took the mail back after delivery, but somebody had clicked already: those are the people to ask first.',
    tactic: 'Initial access',
    techniques: ['T1566.002'],
    tables: ['UrlClickEvents', 'EmailPostDeliveryEvents'],
    parameters: [],
    format: 'table',
    query: `UrlClickEvents
| where $__timeFilter()
| where ActionType == "ClickAllowed"
| project Timestamp, AccountUpn, Url, IPAddress, NetworkMessageId
| join kind=inner (
    EmailPostDeliveryEvents
    | where $__timeFilter()
    | project RemovedAt = Timestamp, Action, ActionType, NetworkMessageId, RecipientEmailAddress
  ) on NetworkMessageId
| where AccountUpn =~ RecipientEmailAddress
| project Timestamp, AccountUpn, Url, RemovedAt, Reason = ActionType, IPAddress, NetworkMessageId
| order by Timestamp desc`,
  },
  {
    id: 'phish-delivered',
    title: 'Phishing and malware that was delivered',
    why: 'Mails that carried a threat and still arrived in a mailbox, by sender: whom to block, whom to warn.',
    tactic: 'Initial access',
    techniques: ['T1566'],
    tables: ['EmailEvents'],
    parameters: [],
    format: 'table',
    query: `EmailEvents
| where $__timeFilter()
| where EmailDirection == "Inbound" and isnotempty(ThreatTypes)
| summarize Mails = count(), Delivered = countif(DeliveryAction == "Delivered"), Recipients = dcount(RecipientEmailAddress),
            Subjects = make_set(Subject, 5), Newest = max(Timestamp) by SenderFromAddress, ThreatTypes
| order by Delivered desc, Mails desc`,
  },
  {
    id: 'first-contact-with-attachment',
    title: 'First mail of a stranger, with an attachment',
    why: 'Nobody here has had mail from this domain before, and the first one brings a file that can hold code.',
    tactic: 'Initial access',
    techniques: ['T1566.001'],
    tables: ['EmailEvents', 'EmailAttachmentInfo'],
    parameters: [
      { name: 'kinds', meaning: 'Endings of files that can hold code; add those that your mail gateway lets through.' },
      { name: 'known', meaning: 'How far back a domain counts as known.' },
    ],
    format: 'table',
    query: `let kinds = dynamic([".docm", ".xlsm", ".iso", ".lnk", ".js", ".html", ".zip", ".one"]);
let known = 14d;
let strangers = EmailEvents
    | where Timestamp between (($__timeTo() - known) .. $__timeTo())
    | where EmailDirection == "Inbound"
    | summarize FirstSeen = min(Timestamp) by SenderFromDomain
    | where FirstSeen >= $__timeFrom();
EmailAttachmentInfo
| where $__timeFilter()
| where FileName has_any (kinds)
| join kind=inner (
    EmailEvents
    | where $__timeFilter()
    | project NetworkMessageId, Subject, SenderFromDomain, DeliveryAction
  ) on NetworkMessageId
| join kind=inner strangers on SenderFromDomain
| project Timestamp, SenderFromAddress, RecipientEmailAddress, Subject, FileName, DeliveryAction, FirstSeen, SHA256
| order by Timestamp desc`,
  },
  {
    id: 'rdp-from-outside',
    title: 'Remote desktop from the internet',
    why: 'A sign-in to a desktop from a public address. Rows with RemoteInteractive success are an open door that was used.',
    tactic: 'Initial access',
    techniques: ['T1133', 'T1021.001'],
    tables: ['DeviceLogonEvents'],
    parameters: [],
    format: 'table',
    query: `DeviceLogonEvents
| where $__timeFilter()
| where LogonType == "RemoteInteractive" and isnotempty(RemoteIP) and not(ipv4_is_private(RemoteIP))
| summarize Failed = countif(ActionType == "LogonFailed"), Succeeded = countif(ActionType == "LogonSuccess"),
            First = min(Timestamp), Last = max(Timestamp), Accounts = make_set(AccountName, 10) by DeviceName, RemoteIP
| order by Succeeded desc, Failed desc`,
  },
];
