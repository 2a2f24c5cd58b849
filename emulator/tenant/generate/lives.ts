import type { Device } from './devices';
import { documentName, homeOf, leaveTraces } from './effects';
import type { Ledger, Process, Start } from './ledger';
import type { Person } from './people';
import type { Random } from './random';
import { RESIDENTS, SESSION } from './residentPrograms';
import { isWeekendDay, localMidnight } from './sites';
import { SERVER_TASKS, type Task, TASKS } from './tasks';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Ids of SYSTEM_ACCOUNTS. */
const SYSTEM = 1;
const ROOT = 3;

/** What surrounds a machine. */
export interface Surroundings {
  ledger: Ledger;
  /** Milliseconds since 1970 of the tenant's first day, a UTC midnight. */
  start: number;
  days: number;
  devices: readonly Device[];
  /** The servers that people reach from their machines. */
  visited: readonly Device[];
  services: readonly Person[];
  /** When the story begins, in milliseconds after the start. */
  storyBegins: number;
  /** What ran on the machines when the story begins, by machine and name; servers are signed in to through it, too. */
  residents: Map<number, Map<string, Process>>;
}

/** Lets a machine live through all days. Servers live first, since people sign in to them. */
export function live(device: Device, around: Surroundings, random: Random): void {
  const life = new Life(device, around, random);
  around.residents.set(device.id, life.running);
  for (let day = -1; day <= around.days + 1; day++) {
    life.day(day);
  }
}

class Life {
  /** What runs now, and what ran when the story begins. */
  readonly residents = new Map<string, Process>();
  readonly running = new Map<string, Process>();
  readonly #service: Person;
  readonly #user: string;

  constructor(
    private readonly device: Device,
    private readonly around: Surroundings,
    private readonly random: Random
  ) {
    this.#service = around.services[device.id % around.services.length]!;
    this.#user = device.owner?.name ?? this.#service.name;
    this.#boot(-random.next() * 9 * DAY - DAY);
  }

  /** One local day: the machine's own work around the clock, then that of the person who has it. */
  day(day: number): void {
    const { device, random, around } = this;
    const midnight = localMidnight(device.site, around.start + day * DAY) - around.start;
    const background = this.#tasks('system', 'service');
    for (let left = random.count(device.owner ? 3 : 9); left > 0; left--) {
      this.#run(random.weighted(background), midnight + random.next() * DAY);
    }
    for (const resident of ['svchost.exe', 'MsSense.exe', 'MsMpEng.exe', 'lsass.exe', 'nginx']) {
      this.#trace(resident, midnight, DAY);
    }
    if (device.owner) {
      const works = random.chance(isWeekendDay(device.site, around.start + midnight) ? 0.06 : 0.93);
      if (works) {
        this.#workday(device.owner, midnight + 7.5 * HOUR + random.normal(75, 25) * MINUTE);
      }
    } else {
      this.#serve(midnight);
    }
  }

  #boot(at: number): void {
    const account = this.device.system === 'windows' ? SYSTEM : ROOT;
    const started: Process[] = [];
    for (const [program, parentAt, commandLine] of RESIDENTS[this.device.system]) {
      const parent = started[parentAt];
      const process = this.around.ledger.start(this.device, program, {
        at: at + started.length * 900,
        parent,
        account,
        commandLine,
      });
      started.push(process);
      this.#keep(program, process);
    }
    if (this.device.role === 'sql server') {
      const commandLine = '"sqlservr.exe" -sMSSQLSERVER';
      this.#stay('sqlservr.exe', 'services.exe', { at: at + 20_000, account: this.#service.id, commandLine });
    }
  }

  #workday(owner: Person, arrives: number): void {
    const { ledger } = this.around;
    const { device, random } = this;
    const leaves = arrives + 8 * HOUR + random.normal(40, 30) * MINUTE;
    const gate = this.residents.get(device.system === 'windows' ? 'winlogon.exe' : 'loginwindow')!;
    if (random.chance(0.06)) {
      ledger.logon(gate, {
        at: arrives - 9_000,
        account: owner.id,
        kind: 'Interactive',
        failure: 'InvalidUserNameOrPassword',
      });
    }
    ledger.logon(gate, {
      at: arrives,
      account: owner.id,
      kind: random.chance(0.7) ? 'Unlock' : 'Interactive',
      isAdmin: owner.admin,
    });
    if (device.system === 'windows') {
      for (const { program, parent, after, commandLine } of SESSION) {
        this.#stay(program, parent, { at: arrives + random.int(...after) * 1_000, account: owner.id, commandLine });
      }
      ['outlook.exe', 'ms-teams.exe', 'onedrive.exe', 'msedge.exe'].forEach((name) =>
        this.#trace(name, arrives + 15 * MINUTE, leaves - arrives)
      );
    }
    const tasks = this.#tasks('user').filter(({ adminsOnly }) => owner.admin || !adminsOnly);
    for (let left = random.count(9); left > 0; left--) {
      this.#run(random.weighted(tasks), arrives + 15 * MINUTE + random.next() * (leaves - arrives));
    }
    this.#visitServers(owner, arrives, leaves);
  }

  /** People reach the file servers; administrators sign in to machines from afar. */
  #visitServers(owner: Person, arrives: number, leaves: number): void {
    const { random, device } = this;
    for (let left = random.count(1.5); left > 0; left--) {
      const server = random.pick(this.around.visited);
      const at = arrives + random.next() * (leaves - arrives);
      const remote = owner.admin && random.chance(0.3);
      const gate = this.around.residents.get(server.id)?.get('lsass.exe');
      if (gate) {
        const kind = remote ? 'RemoteInteractive' : 'Network';
        this.around.ledger.logon(gate, { at, account: owner.id, from: device, kind, isAdmin: owner.admin });
      }
    }
  }

  #serve(midnight: number): void {
    const { random, around, device } = this;
    const task = random.weighted(this.#tasks('service', 'system'));
    this.#run(task, midnight + HOUR + random.next() * HOUR);
    const gate = this.residents.get('services.exe') ?? this.residents.get('sshd')!;
    for (let left = random.count(3); left > 0; left--) {
      const from = random.pick(around.devices.slice(0, 12));
      const kind = device.system === 'windows' ? (random.chance(0.5) ? 'Service' : 'Network') : 'Network';
      const failure = random.chance(0.02) ? 'InvalidUserNameOrPassword' : '';
      around.ledger.logon(gate, {
        at: midnight + random.next() * DAY,
        account: this.#service.id,
        kind,
        from: kind === 'Network' ? from : undefined,
        failure,
      });
    }
  }

  #tasks(...as: Task['as'][]): Task[] {
    const all = [...TASKS[this.device.system], ...(SERVER_TASKS[this.device.role] ?? [])];
    return all.filter((task) => as.includes(task.as));
  }

  /** Starts a process that stays, in place of an older one of its name. */
  #stay(program: string, parent: string, run: Omit<Start, 'parent'>): void {
    const process = this.around.ledger.start(this.device, program, { ...run, parent: this.residents.get(parent) });
    this.#keep(program, process);
  }

  #keep(program: string, process: Process): void {
    this.residents.set(program, process);
    if (process.at <= this.around.storyBegins) {
      this.running.set(program, process);
    }
  }

  #run(task: Task, at: number): void {
    const parent = this.residents.get(task.parent);
    if (!parent || parent.at > at) {
      return; // nobody is signed in who could start it
    }
    const account =
      task.as === 'user'
        ? this.device.owner!.id
        : task.as === 'service'
          ? this.#service.id
          : this.device.system === 'windows'
            ? SYSTEM
            : ROOT;
    const process = this.#start(task, parent, at, account);
    if (task.then) {
      this.#start(task.then, process, at + this.random.int(80, 5_000), account);
    }
  }

  #start(task: Pick<Task, 'program' | 'commandLines'>, parent: Process, at: number, account: number): Process {
    const commandLine = this.#fill(this.random.pick(task.commandLines), parent);
    const process = this.around.ledger.start(this.device, task.program, { at, parent, account, commandLine });
    leaveTraces(this.around.ledger, process, { at: at + 300, span: 20 * MINUTE, user: this.#user }, this.random);
    return process;
  }

  #fill(template: string, process: Process): string {
    const { devices } = this.around;
    return template.replace(/\{(\w+)\}/g, (_, name: string) => {
      switch (name) {
        case 'doc':
          return `${homeOf(process, this.#user)}${this.device.system === 'windows' ? '\\Documents\\' : '/Documents/'}${documentName(this.random)}`;
        case 'n':
          return String(this.random.int(4, 60));
        case 'server':
          return this.random.pick(devices.slice(0, 12)).name.split('.')[0]!;
        default:
          return this.random.pick(devices).name.split('.')[0]!;
      }
    });
  }

  #trace(resident: string, at: number, span: number): void {
    const process = this.residents.get(resident);
    if (process && process.at <= at + span) {
      leaveTraces(this.around.ledger, process, { at: Math.max(at, process.at), span, user: this.#user }, this.random);
    }
  }
}
