import type { AddressInfo } from 'node:net';

import { standingClock } from '../clock';
import { RESOURCES } from '../entra/resources';
import { Issuer } from '../entra/token';
import type { HuntOptions, HuntResult } from '../kql/engine';
import { CallLog } from '../service/calls';
import { Faults } from '../service/faults';
import { Quota } from '../service/quota';
import { createService } from '../service/server';
import { ticksFromIso } from '../ticks';
import { createIdentity } from '../tls/certificates';
import { type Answer, type Client, createClient } from './client';

export const GRAPH = '/v1.0/security/runHuntingQuery';
export const XDR = '/api/advancedhunting/run';
export const MDE = '/api/advancedqueries/run';

export const ROWS: HuntResult = { columns: [{ name: 'Name', type: 'string' }], rows: [['а'], ['b']] };

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
  seen: { kql: string; options: HuntOptions }[];
  /** What the engine answers; ROWS until a test says otherwise. */
  answer: () => Promise<HuntResult>;
  /** A hunt with a good token; `headers` replace those of a good call. */
  hunt(body: unknown, headers?: Record<string, string>, path?: string): Promise<Answer>;
  /** Lets time pass for tokens and quotas. */
  pass(seconds: number): void;
  /** Forgets what an earlier test did. */
  reset(): void;
  stop(): Promise<void>;
}

export async function startService({ callsPerMinute = 0, late = 0 } = {}): Promise<TestService> {
  let wall = Date.now();
  const [issuer, identity] = await Promise.all([Issuer.create(() => wall), createIdentity()]);
  const [calls, faults] = [new CallLog(), new Faults()];
  const seen: TestService['seen'] = [];
  const server = createService(identity, {
    tenant: {
      engine: { run: (kql, options) => (seen.push({ kql, options }), service.answer()) },
      clock: standingClock(ticksFromIso('2026-11-21T12:00:00Z')!),
      issuer,
      quota: new Quota(callsPerMinute, () => wall),
      late,
    },
    controls: { calls, faults, issuer, consented: new Set(RESOURCES.map(({ role }) => role)), insert: insertIntoT },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const call = createClient((server.address() as AddressInfo).port, identity.ca);
  const service: TestService = {
    call,
    issuer,
    seen,
    answer: () => Promise.resolve(ROWS),
    hunt: (body, headers, path = GRAPH) => {
      const token = issuer.issue(
        AUDIENCES[path]!,
        RESOURCES.map(({ role }) => role)
      );
      const good = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json; charset=utf-8' };
      return call(path, { method: 'POST', headers: { ...good, ...headers }, body });
    },
    pass: (seconds) => {
      wall += seconds * 1_000;
    },
    reset: () => {
      seen.length = 0;
      service.answer = () => Promise.resolve(ROWS);
      calls.clear();
      faults.clear();
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return service;
}

/** The `error` object of an answer. */
export function errorOf({ text }: Answer): { code: string; message: string; innerError?: object; target?: string } {
  return JSON.parse(text).error;
}

function insertIntoT(table: string): Promise<void> {
  return table === 'T' ? Promise.resolve() : Promise.reject(new Error(`There is no table called "${table}".`));
}
