import { createHash } from 'node:crypto';

import { COMPANY, type Person } from './people';
import type { Random } from './random';
import { type Site, SITES } from './sites';

export type Role = 'workstation' | 'domain controller' | 'file server' | 'sql server' | 'web server' | 'linux server';
export type System = 'windows' | 'linux' | 'macos';

/** A machine of the tenant. */
export interface Device {
  id: number;
  deviceId: string;
  /** Fully qualified, lower case, as Defender writes it. */
  name: string;
  role: Role;
  system: System;
  platform: Platform;
  site: Site;
  ip: string;
  mac: string;
  /** The person it was given to; servers have none. */
  owner: Person | undefined;
  aadDeviceId: string;
  model: string;
  vendor: string;
}

/** An operating system as DeviceInfo describes it. */
export interface Platform {
  weight: number;
  name: string;
  distribution: string;
  version: string;
  build: number;
  info: string;
}

const WORKSTATIONS: readonly Platform[] = [
  { weight: 56, name: 'Windows11', distribution: 'Windows11', version: '10.0', build: 26100, info: '24H2' },
  { weight: 24, name: 'Windows10', distribution: 'Windows10', version: '10.0', build: 19045, info: '22H2' },
  { weight: 20, name: 'macOS', distribution: 'macOS', version: '15.6', build: 24, info: '15.6' },
];
const WINDOWS_SERVER: Platform = {
  weight: 1,
  name: 'WindowsServer2022',
  distribution: 'WindowsServer2022',
  version: '10.0',
  build: 20348,
  info: '21H2',
};
const LINUX: Platform = { weight: 1, name: 'Linux', distribution: 'Ubuntu', version: '24.4', build: 0, info: '24.04' };

const HARDWARE: Readonly<Record<string, readonly [vendor: string, model: string][]>> = {
  windows: [
    ['Lenovo', 'ThinkPad T14 Gen 5'],
    ['Dell Inc.', 'Latitude 7450'],
    ['HP', 'EliteBook 840 G11'],
  ],
  macos: [
    ['Apple', 'MacBookPro18,3'],
    ['Apple', 'Mac14,2'],
  ],
  server: [
    ['VMware, Inc.', 'VMware20,1'],
    ['Microsoft Corporation', 'Virtual Machine'],
  ],
};

/** What one in so many machines is for; the rest are workstations. */
const SERVERS: readonly { role: Role; prefix: string; share: number; atLeast: number }[] = [
  { role: 'domain controller', prefix: 'dc', share: 0.02, atLeast: 1 },
  { role: 'file server', prefix: 'fs', share: 0.03, atLeast: 1 },
  { role: 'sql server', prefix: 'sql', share: 0.03, atLeast: 1 },
  { role: 'web server', prefix: 'web', share: 0.04, atLeast: 1 },
  { role: 'linux server', prefix: 'lnx', share: 0.08, atLeast: 1 },
];

/** Machines with ids 0 and up: servers first, then one workstation for each person while machines last. */
export function createDevices(count: number, people: readonly Person[], random: Random): Device[] {
  const devices: Device[] = [];
  for (const { role, prefix, share, atLeast } of SERVERS) {
    for (let nth = 1; nth <= Math.max(atLeast, Math.round(count * share)); nth++) {
      const platform = role === 'linux server' ? LINUX : WINDOWS_SERVER;
      const site = SITES[(nth - 1) % SITES.length]!;
      devices.push(
        device(
          devices.length,
          `${prefix}-${site.code}-${String(nth).padStart(2, '0')}`,
          { role, platform, site },
          random
        )
      );
    }
  }
  const owners = people.filter(({ service }) => !service);
  for (let i = 0; devices.length < count; i++) {
    const owner = owners[i % owners.length]!;
    const platform = owner.admin ? WORKSTATIONS[0]! : random.weighted(WORKSTATIONS);
    const prefix = platform.name === 'macOS' ? 'mac' : random.chance(0.75) ? 'lt' : 'ws';
    const name = `${prefix}-${owner.site.code}-${String(i + 1).padStart(4, '0')}`;
    devices.push(device(devices.length, name, { role: 'workstation', platform, site: owner.site, owner }, random));
  }
  return devices;
}

type Place = Pick<Device, 'role' | 'platform' | 'site'> & { owner?: Person };

function device(id: number, shortName: string, place: Place, random: Random): Device {
  const name = `${shortName}.${COMPANY.domain}`;
  const { role, platform, site, owner } = place;
  const system = platform.name === 'Linux' ? 'linux' : platform.name === 'macOS' ? 'macos' : 'windows';
  const [vendor, model] = random.pick(HARDWARE[role === 'workstation' ? system : 'server']!);
  const subnet = role === 'workstation' ? 16 + Math.floor(id / 200) : 4;
  return {
    id,
    deviceId: createHash('sha1').update(name).digest('hex'),
    name,
    role,
    system,
    platform,
    site,
    ip: `${site.network}.${subnet}.${10 + (id % 240)}`,
    mac: `00:15:5D:${random
      .hex(6)
      .toUpperCase()
      .replace(/..(?=.)/g, '$&:')}`,
    owner,
    aadDeviceId: random.guid(),
    model,
    vendor,
  };
}
