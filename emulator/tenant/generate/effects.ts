import { HABITS } from './habits';
import type { FileOnDisk, Ledger, Process } from './ledger';
import type { Random } from './random';

const DOCUMENTS = [
  'Budget 2027',
  'Customer list',
  'Meeting notes',
  'Q4 forecast',
  'Contract draft',
  'Invoice 20614',
  'Travel plan',
  'Roadmap',
  'Price sheet',
  'Onboarding',
  'Audit findings',
  'Shipping schedule',
  'Offer Saltwater',
  'Team rota',
  'Minutes board',
];

/** The folder of a user's documents on a system. */
export function homeOf(process: Process, user: string): string {
  return process.device.system === 'windows' ? `C:\\Users\\${user}` : `/Users/${user}`;
}

/** One of a user's documents, without its extension. */
export function documentName(random: Random): string {
  return random.pick(DOCUMENTS);
}

/** Lets a process do what its program usually does, within `span` milliseconds from `at`. */
export function leaveTraces(
  ledger: Ledger,
  process: Process,
  stay: { at: number; span: number; user: string },
  random: Random
): void {
  const habits = HABITS[process.name] ?? {};
  const moment = () => stay.at + random.next() * stay.span;
  const times = (mean: number | undefined, act: () => void) => {
    for (let left = mean ? random.count(mean) : 0; left > 0; left--) {
      act();
    }
  };
  const { connections, files, registry, images, events } = habits;
  times(connections?.mean, () => {
    const { url, ips, port } = random.pick(connections!.to);
    const action = random.chance(0.04) ? 'ConnectionFailed' : 'ConnectionSuccess';
    ledger.connect(process, {
      at: moment(),
      ip: random.pick(ips),
      port,
      url,
      action,
      localPort: random.int(49_152, 65_535),
    });
  });
  times(files?.mean, () => {
    const file = chooseFile(process, files!, stay.user, random);
    ledger.change(process, {
      at: moment(),
      action: random.pick(['FileCreated', 'FileModified', 'FileModified', 'FileDeleted']),
      file,
    });
  });
  times(registry?.mean, () => {
    const { key, name, data } = random.pick(registry!.values);
    ledger.register(process, { at: moment(), key, name, data: random.pick(data) });
  });
  times(images?.mean, () => {
    const name = random.pick(images!.names);
    const about = { company: 'Microsoft Corporation', product: '', version: '10.0.26100.4061', description: '' };
    ledger.load(process, stay.at + random.next() * 2_000, {
      folder: 'C:\\Windows\\System32',
      name,
      size: 40_000 + name.length * 9_973,
      made: { ...about, originalName: name },
    });
  });
  times(events?.mean, () => ledger.event(process, { at: moment(), ...eventOf(random.pick(events!.actions), random) }));
}

function chooseFile(
  process: Process,
  habit: { documents?: readonly string[]; folder?: string; names?: readonly string[] },
  user: string,
  random: Random
): FileOnDisk {
  const windows = process.device.system === 'windows';
  const slash = windows ? '\\' : '/';
  if (habit.documents) {
    const name = `${documentName(random)}.${random.pick(habit.documents)}`;
    const folder = `${homeOf(process, user)}${slash}Documents`;
    return { folder, name, size: 18_000 + name.length * 7_001, content: `${user}/${name}` };
  }
  const { folder = '', names = [] } = habit;
  const name = random.pick(names);
  const rooted = /^([A-Z]:|\/)/.test(folder)
    ? folder
    : `${homeOf(process, user)}${slash}${windows ? folder : 'Library/Caches'}`;
  return { folder: rooted, name, size: 4_096 + name.length * 911, content: `${process.device.id}/${name}` };
}

function eventOf(action: string, random: Random): { action: string; details?: object } {
  switch (action) {
    case 'DnsQueryResponse':
      return {
        action,
        details: {
          DnsQueryString: random.pick(['www.bing.com', 'news.example', 'crm.saltwater.example', 'github.com']),
        },
      };
    case 'NamedPipeEvent':
      return {
        action,
        details: {
          PipeName: `\\Device\\NamedPipe\\${random.pick(['wkssvc', 'srvsvc', 'lsass', 'trkwks'])}`,
          FileOperation: 'File opened',
        },
      };
    case 'ScheduledTaskUpdated':
      return {
        action,
        details: {
          TaskName: `\\Microsoft\\Windows\\${random.pick(['UpdateOrchestrator\\Schedule Scan', 'Defrag\\ScheduledDefrag', 'Time Synchronization\\SynchronizeTime'])}`,
        },
      };
    case 'PowerShellCommand':
      return {
        action,
        details: {
          Command: random.pick(['Get-CimInstance', 'Get-ChildItem', 'Test-Path', 'ConvertTo-Json', 'Get-WinEvent']),
        },
      };
    case 'OpenProcessApiCall':
      return { action, details: { DesiredAccess: random.pick([1000, 4096, 5136]) } };
    case 'AntivirusScanCompleted':
      return { action, details: { ScanTypeIndex: 'Quick', ScanId: random.guid() } };
    default:
      return { action };
  }
}
