import type { LibraryHunt } from '../hunt';

export const COLLECTION: readonly LibraryHunt[] = [
  {
    id: 'mail-rules',
    title: 'Mail rules that forward, hide or delete',
    why: 'Intruders keep a mailbox quiet with rules. Read where mail goes and which words it looks for.',
    tactic: 'Collection',
    techniques: ['T1114.003', 'T1564.008'],
    tables: ['CloudAppEvents'],
    parameters: [],
    format: 'table',
    query: `CloudAppEvents
| where $__timeFilter()
| where ActionType in ("New-InboxRule", "Set-InboxRule", "Set-Mailbox")
| mv-apply Parameter = parse_json(RawEventData).Parameters on (
    summarize Settings = make_bag(bag_pack(tostring(Parameter.Name), Parameter.Value))
  )
| where Settings has_any ("ForwardTo", "RedirectTo", "ForwardAsAttachmentTo", "DeleteMessage", "MoveToFolder")
| project Timestamp, AccountDisplayName, ActionType, Settings, IPAddress, CountryCode, AccountObjectId
| order by Timestamp desc`,
  },
  {
    id: 'mass-download',
    title: 'Many files downloaded by one person',
    why: 'Downloads an hour, against that person’s own median. Synchronization of a new laptop looks the same.',
    tactic: 'Collection',
    techniques: ['T1530', 'T1213'],
    tables: ['CloudAppEvents'],
    parameters: [{ name: 'times', meaning: 'How many times the median of all people an hour must reach.' }],
    format: 'table',
    query: `let times = 10;
let hours = CloudAppEvents
    | where $__timeFilter()
    | where ActionType in ("FileDownloaded", "FileSyncDownloadedFull")
    | summarize Downloads = count(), Files = make_set(ObjectName, 5), Addresses = make_set(IPAddress, 5) by AccountDisplayName, Hour = bin(Timestamp, 1h);
let usual = toscalar(hours | summarize percentile(Downloads, 50));
hours
| where Downloads >= times * usual
| order by Downloads desc`,
  },
  {
    id: 'archives-made',
    title: 'Archives made where nobody looks',
    why: 'Loot is packed before it leaves. Backups are packed, too, always by the same program at the same time.',
    tactic: 'Collection',
    techniques: ['T1560.001'],
    tables: ['DeviceFileEvents'],
    parameters: [{ name: 'least', meaning: 'The smallest size that counts, in bytes.' }],
    format: 'table',
    query: String.raw`let least = 10000000;
DeviceFileEvents
| where $__timeFilter()
| where ActionType == "FileCreated" and FileSize >= least
| where FileName endswith ".zip" or FileName endswith ".rar" or FileName endswith ".7z" or FileName endswith ".tar.gz"
| project Timestamp, DeviceName, FolderPath, FileName, FileSize, InitiatingProcessFileName, InitiatingProcessCommandLine, DeviceId
| order by FileSize desc`,
  },
];
