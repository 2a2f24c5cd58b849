import type { AddressInfo } from 'node:net';

import { standingClock } from '../clock';
import { createAppCertificate } from '../entra/appCertificate';
import { Cluster } from '../entra/cluster';
import { RESOURCES } from '../entra/resources';
import { Issuer } from '../entra/token';
import type { Engine, HuntOptions, HuntResult, TableSchema } from '../kql/engine';
import { CallLog } from '../service/calls';
import { Connections } from '../service/connections';
import { Faults } from '../service/faults';
import { describeTables } from '../service/discovery/tables';
import { NO_CHOICE, type Style } from '../service/encode/style';
import { Limits } from '../service/limits';
import { createService } from '../service/server';
import { surfaces } from '../service/surface';
import { LOOK_BACK_DAYS } from '../service/timespan';
import { ticksFromIso } from '../ticks';
import { createIdentity } from '../tls/certificates';
import { type Answer, type Client, createClient } from './client';
import { TestTime } from './time';

export const GRAPH = '/v1.0/security/runHuntingQuery';
export const XDR = '/api/advancedhunting/run';
export const MDE = '/api/advancedqueries/run';

export const ROWS: HuntResult = { columns: [{ name: 'Name', type: 'string' }], rows: [['а'], ['b']] };

/** The tables it tells of; a hunt gets what the test answers, whatever it asks. */
export const TABLES: TableSchema[] = [
  { name: 'DeviceInfo', timeColumn: 'Timestamp', columns: [{ name: 'Timestamp', type: 'datetime' }] },
  { name: 'AlertInfo', timeColumn: 'Timestamp', columns: [{ name: 'Title', type: 'string' }] },
  { name: 'MyEvents', timeColumn: null, columns: [{ name: 'Is', type: 'bool' }] },
];

const NOON = standingClock(ticksFromIso('2026-11-21T12:00:00Z')!);
const JSON_TYPE = 'application/json; charset=utf-8';
const ROLES = RESOURCES.map(({ role }) => role);

const AUDIENCES: Readonly<Record<string, string>> = {
  [GRAPH]: 'https://graph.microsoft.com',
  [XDR]: 'https://api.security.microsoft.com',
  [MDE]: 'https://api.securitycenter.microsoft.com',
};

/** The service on a loopback port, over an engine that answers what the test says. It is noon of 2026-11-21 there. */
export interface TestService {
  call: Client;
  issuer: Issuer;
  /** What the engine was asked, newest last. */
  seen: { kql: string; options: HuntOptions; endpoint: boolean }[];
  /** What the engine answers; ROWS until a test says otherwise. */
  answer: (options: HuntOptions) => Promise<HuntResult>;
  /** A hunt with a good token; `headers` replace those of a good call. */
  hunt(body: unknown, headers?: Record<string, string>, path?: string): Promise<Answer>;
  time: TestTime;
  /** Lets time pass for tokens and quotas. */
  pass(seconds: number): void;
  /** Forgets what an earlier test did. */
  reset(): void;
  stop(): Promise<void>;
}

export interface TestFlags {
  callsPerMinute?: number;
  cpuSeconds?: number;
  late?: number;
  legacyTime?: boolean;
}

export async function startService(flags: TestFlags = {}): Promise<TestService> {
  const { callsPerMinute = 0, cpuSeconds = 180, late = 0, legacyTime = false } = flags;
  const time = new TestTime();
  const { identity, ...entra } = await createSignIn(time);
  const [calls, faults, style] = [new CallLog(), new Faults(), {} as Style];
  const limits = new Limits(callsPerMinute, cpuSeconds, time.wall);
  const seen: TestService['seen'] = [];
  const engine = (endpoint: boolean): Engine => ({
    run: (kql, options) => (seen.push({ kql, options, endpoint }), service.answer(options)),
  });
  const server = createService(identity, {
    tenant: {
      engine: engine(false),
      endpointEngine: engine(true),
      clock: NOON,
      issuer: entra.issuer,
      limits,
      style,
      pace: time,
      late,
      lookBack: LOOK_BACK_DAYS,
    },
    controls: {
      calls,
      connections: new Connections(),
      faults,
      ...entra,
      limits,
      style,
      secret: { expired: false },
      insert: insertIntoT,
    },
    surfaces: surfaces({ legacyTime }),
    tables: describeTables(TABLES),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const call = createClient((server.address() as AddressInfo).port, identity.ca);
  const service: TestService = {
    call,
    issuer: entra.issuer,
    seen,
    answer: () => Promise.resolve(ROWS),
    hunt: (body, headers, path = GRAPH) => {
      const token = entra.issuer.issue(AUDIENCES[path]!, ROLES);
      const good = { Authorization: `Bearer ${token}`, 'Content-Type': JSON_TYPE };
      return call(path, { method: 'POST', headers: { ...good, ...headers }, body });
    },
    time,
    pass: (seconds) => time.pass(seconds * 1_000),
    reset: () => {
      seen.length = 0;
      service.answer = () => Promise.resolve(ROWS);
      calls.clear();
      faults.clear();
      Object.assign(style, NO_CHOICE);
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return service;
}

function allConsented() {
  return { consented: new Set(ROLES), delegated: new Set(RESOURCES.map(({ scope }) => scope)) };
}

async function createSignIn({ wall }: TestTime) {
  const [issuer, identity, certificate] = await Promise.all([
    Issuer.create(wall),
    createIdentity(),
    createAppCertificate(),
  ]);
  return { identity, issuer, ...allConsented(), proofs: { certificate, cluster: new Cluster(wall) } };
}

/** The `error` object of an answer. */
export function errorOf({ text }: Answer): { code: string; message: string; innerError?: object; target?: string } {
  return JSON.parse(text).error;
}

function insertIntoT(table: string): Promise<void> {
  return table === 'T' ? Promise.resolve() : Promise.reject(new Error(`There is no table called "${table}".`));
}
