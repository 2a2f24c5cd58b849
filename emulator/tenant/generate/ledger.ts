import type { DuckDBConnection } from '@duckdb/node-api';

import type { Device } from './devices';
import { Facts, type FactRow } from './facts';
import type { Logon } from './logon';
import { COMPANY, type Person } from './people';
import { type Program, program } from './programs';

/** A process that has started: what its children and its events point to. */
export interface Process {
  id: number;
  /** The system's number for it, which is used again. */
  pid: number;
  device: Device;
  /** Id of the account it runs as. */
  account: number;
  /** Milliseconds since the tenant's first day. */
  at: number;
  name: string;
}

/** How a process comes to be; without a parent it is one of the system's first. */
export interface Start {
  at: number;
  parent?: Process | undefined;
  account: number;
  commandLine: string;
}

/** A file on a disk. */
export interface FileOnDisk {
  folder: string;
  name: string;
  size: number;
  /** What its hashes are made of; two files of the same content have the same hashes. Their name when left out. */
  content?: string;
  made?: Pick<Program, 'originalName' | 'company' | 'product' | 'version' | 'description'>;
}

/** The accounts of the system, with ids before those of people. */
export const SYSTEM_ACCOUNTS = [
  { domain: '', name: '', sid: '' },
  { domain: 'nt authority', name: 'system', sid: 'S-1-5-18' },
  { domain: 'nt authority', name: 'network service', sid: 'S-1-5-20' },
  { domain: '', name: 'root', sid: '' },
] as const;

const SHAPES = {
  processes: {
    id: 'id',
    at: 'at',
    device: 'id',
    account: 'id',
    file: 'id',
    command: 'id',
    pid: 'id',
    parent: 'id',
    integrity: 'id',
  },
  connections: {
    at: 'at',
    process: 'id',
    action: 'id',
    remote_ip: 'id',
    remote_port: 'id',
    remote_url: 'id',
    local_port: 'id',
  },
  file_changes: { at: 'at', process: 'id', action: 'id', file: 'id', origin: 'id' },
  registry_changes: { at: 'at', process: 'id', action: 'id', key: 'id', value_name: 'id', value_data: 'id' },
  image_loads: { at: 'at', process: 'id', file: 'id' },
  device_events: { at: 'at', process: 'id', action: 'id', file: 'id', target_pid: 'id', details: 'id' },
  logons: {
    at: 'at',
    process: 'id',
    device: 'id',
    account: 'id',
    action: 'id',
    kind: 'id',
    protocol: 'id',
    remote_ip: 'id',
    remote_device: 'id',
    failure: 'id',
    is_admin: 'id',
  },
} as const;

const UNSIGNED = { originalName: '', company: '', product: '', version: '', description: '' };

const DIMENSIONS = {
  texts: { id: 'id', value: 'text' },
  files: {
    id: 'id',
    name: 'text',
    folder: 'text',
    size: 'size',
    content: 'text',
    company: 'text',
    product: 'text',
    version: 'text',
    description: 'text',
    original_name: 'text',
  },
  accounts: { id: 'id', domain: 'text', name: 'text', sid: 'text', upn: 'text', object_id: 'text' },
  devices: { id: 'id', device_id: 'text', name: 'text', ip: 'text', public_ip: 'text' },
} as const;

function tables<S extends Record<string, Record<string, 'at' | 'id' | 'size' | 'text'>>>(shapes: S) {
  const made = Object.entries(shapes).map(([name, shape]) => [name, new Facts(name, shape)]);
  return Object.fromEntries(made) as { [name in keyof S]: Facts<S[name]> };
}

/** Everything that happened on the tenant's machines, before it becomes hunting tables. */
export class Ledger {
  readonly facts = tables(SHAPES);
  readonly dimensions = tables(DIMENSIONS);
  #texts = new Map<string, number>();
  #files = new Map<string, number>();
  #pids = new Map<number, number>();

  /** @param end milliseconds since the first day; nothing happens later */
  constructor(readonly end: number) {}

  async open(connection: DuckDBConnection, people: readonly Person[], devices: readonly Device[]): Promise<void> {
    for (const table of [...Object.values(this.facts), ...Object.values(this.dimensions)]) {
      await table.open(connection);
    }
    const { accounts, devices: machines } = this.dimensions;
    SYSTEM_ACCOUNTS.forEach((account, id) => accounts.push({ id, ...account, upn: '', object_id: '' }));
    for (const { id, name, sid, upn, objectId } of people) {
      accounts.push({ id, domain: COMPANY.netbios, name, sid, upn, object_id: objectId });
    }
    for (const { id, deviceId, name, ip, site } of devices) {
      machines.push({ id, device_id: deviceId, name, ip, public_ip: site.publicIp });
    }
    this.text('');
    this.file({ folder: '', name: '', size: 0, content: '' });
    this.facts.processes.push({
      id: 0,
      at: 0,
      device: 0,
      account: 0,
      file: 0,
      command: 0,
      pid: 0,
      parent: 0,
      integrity: 0,
    });
  }

  close(): void {
    [...Object.values(this.facts), ...Object.values(this.dimensions)].forEach((table) => table.close());
  }

  /** The id of a text; equal texts share one. */
  text(value: string): number {
    const known = this.#texts.get(value);
    if (known !== undefined) {
      return known;
    }
    const id = this.#texts.size;
    this.#texts.set(value, id);
    this.dimensions.texts.push({ id, value });
    return id;
  }

  /** The id of a file; one place has one. */
  file({ folder, name, size, content = name, made }: FileOnDisk): number {
    const key = `${folder}|${name}|${content}`;
    const known = this.#files.get(key);
    if (known !== undefined) {
      return known;
    }
    const id = this.#files.size;
    this.#files.set(key, id);
    const { originalName: original_name, ...about } = made ?? UNSIGNED;
    this.dimensions.files.push({ id, name, folder, size, content, original_name, ...about });
    return id;
  }

  /** Starts a program of the device's system. A start before the first day makes a process without an event. */
  start(device: Device, name: string, run: Start): Process {
    const { folder, size, ...made } = program(device.system, name);
    return this.startFile(
      device,
      { folder, name: made.name, size, content: `${made.name} ${made.version}`, made },
      run
    );
  }

  /** Starts any file. */
  startFile(device: Device, file: FileOnDisk, { at, parent, account, commandLine }: Start): Process {
    const id = this.facts.processes.length;
    const pid = (this.#pids.get(device.id) ?? 400) + 4 * (1 + (id % 23));
    this.#pids.set(device.id, pid > 60_000 ? 1_000 : pid);
    this.facts.processes.push({
      id,
      at,
      device: device.id,
      account,
      file: this.file(file),
      command: this.text(commandLine),
      pid,
      parent: parent?.id ?? 0,
      integrity: account < SYSTEM_ACCOUNTS.length ? 1 : 0,
    });
    return { id, pid, device, account, at, name: file.name };
  }

  connect(
    process: Process,
    row: { at: number; ip: string; port: number; url?: string; action?: string; localPort: number }
  ): void {
    const { at, ip, port, url = '', action = 'ConnectionSuccess', localPort } = row;
    this.#add(this.facts.connections, {
      at,
      process: process.id,
      action: this.text(action),
      remote_ip: this.text(ip),
      remote_port: port,
      remote_url: this.text(url),
      local_port: localPort,
    });
  }

  change(process: Process, row: { at: number; action: string; file: FileOnDisk; origin?: string }): void {
    const { at, action, file, origin = '' } = row;
    this.#add(this.facts.file_changes, {
      at,
      process: process.id,
      action: this.text(action),
      file: this.file(file),
      origin: this.text(origin),
    });
  }

  register(process: Process, row: { at: number; action?: string; key: string; name: string; data: string }): void {
    const { at, action = 'RegistryValueSet', key, name, data } = row;
    this.#add(this.facts.registry_changes, {
      at,
      process: process.id,
      action: this.text(action),
      key: this.text(key),
      value_name: this.text(name),
      value_data: this.text(data),
    });
  }

  load(process: Process, at: number, file: FileOnDisk): void {
    this.#add(this.facts.image_loads, { at, process: process.id, file: this.file(file) });
  }

  /** One of the many kinds of DeviceEvents; `details` is the JSON of AdditionalFields. */
  event(
    process: Process,
    row: { at: number; action: string; file?: FileOnDisk; targetPid?: number; details?: object }
  ): void {
    const { at, action, file, targetPid = 0, details } = row;
    this.#add(this.facts.device_events, {
      at,
      process: process.id,
      action: this.text(action),
      file: file ? this.file(file) : 0,
      target_pid: targetPid,
      details: this.text(details ? JSON.stringify(details) : ''),
    });
  }

  logon(process: Process, row: Logon): void {
    const { at, account, kind, from, ip = from?.ip ?? '', failure = '', protocol = 'Kerberos', isAdmin = false } = row;
    this.#add(this.facts.logons, {
      at,
      process: process.id,
      device: process.device.id,
      account,
      action: this.text(failure ? 'LogonFailed' : 'LogonSuccess'),
      kind: this.text(kind),
      protocol: this.text(protocol),
      remote_ip: this.text(ip),
      remote_device: this.text(from?.name.split('.')[0] ?? ''),
      failure: this.text(failure),
      is_admin: isAdmin ? 1 : 0,
    });
  }

  #add<C extends Record<string, 'at' | 'id' | 'size' | 'text'>>(
    table: Facts<C>,
    row: FactRow<C> & { at: number }
  ): void {
    if (row.at >= 0 && row.at < this.end) {
      table.push(row);
    }
  }
}
