import { createHash } from 'node:crypto';

import { isoFromTicks } from '../../ticks';
import type { Device } from './devices';
import type { FileOnDisk, Process } from './ledger';
import { COMPANY, type Person } from './people';
import type { Random } from './random';
import type { Office } from './tableRows';

/** Something an alert points to; each becomes a row of AlertEvidence that joins another table. */
export type Evidence =
  | { kind: 'Machine'; device: Device }
  | { kind: 'User'; person: Person }
  | { kind: 'Process'; device: Device; file: FileOnDisk; commandLine: string; process?: Process }
  | { kind: 'File'; device: Device; file: FileOnDisk }
  | { kind: 'Ip'; ip: string }
  | { kind: 'MailMessage'; networkMessageId: string; subject: string; to: Person };

/** An alert of one of the Defender services. */
export interface Alert {
  at: number;
  title: string;
  category: string;
  severity: 'Informational' | 'Low' | 'Medium' | 'High';
  source:
    | 'Microsoft Defender for Endpoint'
    | 'Microsoft Defender for Office 365'
    | 'Microsoft Defender for Cloud Apps'
    | 'Microsoft Defender for Identity';
  detection: string;
  techniques: readonly string[];
  evidence: readonly Evidence[];
}

/** Writes an alert and its evidence. */
export function raise(office: Office, alert: Alert, random: Random): void {
  const AlertId = `${alert.source.endsWith('Endpoint') ? 'da' : 'fa'}${random.guid()}_1`;
  const techniques = JSON.stringify(alert.techniques);
  const common = {
    AlertId,
    Title: alert.title,
    ServiceSource: alert.source,
    DetectionSource: alert.detection,
    Severity: alert.severity,
    AttackTechniques: techniques,
  };
  office.add('AlertInfo', alert.at, { ...common, Category: alert.category });
  for (const evidence of alert.evidence) {
    office.add('AlertEvidence', alert.at, {
      ...common,
      Categories: JSON.stringify([alert.category]),
      EntityType: evidence.kind,
      EvidenceRole: evidence.kind === 'Machine' || evidence.kind === 'User' ? 'Impacted' : 'Related',
      ...describe(evidence),
      ...(evidence.kind === 'Process' && evidence.process && { AdditionalFields: entity(evidence.process, office) }),
    });
  }
}

/** What tells a process from others: the service has no columns for it here, and keeps the entity beside them. */
function entity({ pid, at }: Process, office: Office): string {
  return JSON.stringify({ Type: 'process', ProcessId: String(pid), CreationTimeUtc: isoFromTicks(office.ticks(at)) });
}

function describe(evidence: Evidence) {
  switch (evidence.kind) {
    case 'Machine':
      return machine(evidence.device);
    case 'User': {
      const { name, sid, upn, objectId } = evidence.person;
      return {
        AccountName: name,
        AccountDomain: COMPANY.netbios,
        AccountSid: sid,
        AccountUpn: upn,
        AccountObjectId: objectId,
      };
    }
    case 'Process':
      return { ...machine(evidence.device), ...fileColumns(evidence.file), ProcessCommandLine: evidence.commandLine };
    case 'File':
      return { ...machine(evidence.device), ...fileColumns(evidence.file) };
    case 'Ip':
      return { RemoteIP: evidence.ip };
    case 'MailMessage':
      return {
        NetworkMessageId: evidence.networkMessageId,
        EmailSubject: evidence.subject,
        AccountUpn: evidence.to.upn,
      };
  }
}

function machine({ deviceId, name, ip }: Device) {
  return { DeviceId: deviceId, DeviceName: name, LocalIP: ip };
}

function fileColumns(file: FileOnDisk) {
  const content = file.content ?? file.name;
  return {
    FileName: file.name,
    FolderPath: file.folder,
    SHA1: createHash('sha1').update(content).digest('hex'),
    SHA256: createHash('sha256').update(content).digest('hex'),
    FileSize: BigInt(file.size),
  };
}

const EVERYDAY = [
  {
    title: 'Suspicious PowerShell command line',
    category: 'Execution',
    severity: 'Low',
    techniques: ['PowerShell (T1059.001)'],
  },
  { title: 'Unwanted software was prevented', category: 'UnwantedSoftware', severity: 'Informational', techniques: [] },
  {
    title: 'Multiple failed sign-in attempts',
    category: 'CredentialAccess',
    severity: 'Low',
    techniques: ['Brute Force (T1110)'],
  },
  {
    title: 'Connection to a newly registered domain',
    category: 'CommandAndControl',
    severity: 'Informational',
    techniques: [],
  },
  { title: 'Malware was detected and removed', category: 'Malware', severity: 'Medium', techniques: [] },
] as const;

/** The alerts of ordinary days, about one a day for 100 machines. */
export function everydayAlerts(
  office: Office,
  around: { devices: readonly Device[]; spanMs: number },
  random: Random
): void {
  const owned = around.devices.filter(({ owner }) => owner);
  const count = random.count((around.spanMs / 86_400_000) * (around.devices.length / 100));
  for (let left = count; left > 0; left--) {
    const device = random.pick(owned);
    raise(
      office,
      {
        ...random.pick(EVERYDAY),
        at: random.next() * around.spanMs,
        source: 'Microsoft Defender for Endpoint',
        detection: random.pick(['EDR', 'Antivirus']),
        evidence: [
          { kind: 'Machine', device },
          { kind: 'User', person: device.owner! },
        ],
      },
      random
    );
  }
}
