import type { LibraryHunt } from '../hunt';

export const IMPACT: readonly LibraryHunt[] = [
  {
    id: 'mass-rename',
    title: 'Many files renamed to one ending',
    why: 'One program renames hundreds of files to the same new ending within minutes. Backups rename, too, to their own ending.',
    tactic: 'Impact',
    techniques: ['T1486'],
    tables: ['DeviceFileEvents'],
    parameters: [
      { name: 'files', meaning: 'How many files in five minutes are too many.' },
      { name: 'usual', meaning: 'Endings that your backup and your tools write.' },
    ],
    format: 'table',
    query: String.raw`let files = 50;
let usual = dynamic([".kbk", ".tmp", ".bak"]);
DeviceFileEvents
| where $__timeFilter()
| where ActionType == "FileRenamed"
| extend Ending = tolower(extract(@"(\.[^.\\]+)$", 1, FileName))
| where Ending !in (usual)
| summarize Files = dcount(FileName), Folders = dcount(FolderPath), First = min(Timestamp), Examples = make_set(FileName, 3)
    by DeviceName, InitiatingProcessFileName, Ending, bin(Timestamp, 5m)
| where Files >= files
| project First, DeviceName, InitiatingProcessFileName, Ending, Files, Folders, Examples
| order by Files desc`,
  },
  {
    id: 'recovery-disabled',
    title: 'Backups deleted and recovery switched off',
    why: 'The last step before files are locked. There is no everyday reason for any of these commands on a server.',
    tactic: 'Impact',
    techniques: ['T1490'],
    tables: ['DeviceProcessEvents'],
    parameters: [],
    format: 'table',
    query: `DeviceProcessEvents
| where $__timeFilter()
| where (FileName =~ "vssadmin.exe" and ProcessCommandLine has_any ("delete", "resize"))
    or (FileName =~ "bcdedit.exe" and ProcessCommandLine has "recoveryenabled")
    or (FileName =~ "wbadmin.exe" and ProcessCommandLine has "delete")
    or (FileName =~ "wmic.exe" and ProcessCommandLine has_all ("shadowcopy", "delete"))
| project Timestamp, DeviceName, AccountName, FileName, ProcessCommandLine, InitiatingProcessFileName, DeviceId
| order by Timestamp desc`,
  },
  {
    id: 'payment-fraud-mails',
    title: 'Internal mails about bank details',
    why: 'Fraud from a lost mailbox goes to colleagues who pay. Finance writes such mails as well; compare sender and sign-ins.',
    tactic: 'Impact',
    techniques: ['T1534', 'T1657'],
    tables: ['EmailEvents'],
    parameters: [{ name: 'words', meaning: 'Words of such mails in the languages of your company.' }],
    format: 'table',
    query: `let words = dynamic(["bank details", "payment", "IBAN", "invoice", "wire transfer"]);
EmailEvents
| where $__timeFilter()
| where EmailDirection == "Intra-org" and Subject has_any (words)
| summarize Mails = count(), Recipients = make_set(RecipientEmailAddress, 10), Addresses = make_set(SenderIPv4, 5), First = min(Timestamp)
    by SenderFromAddress, Subject
| order by First desc`,
  },
];
