import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { ROOT } from '../../build/command';
import { startGrafana } from '../../build/demo/grafanaHost';
import { provisioningEnv } from '../../build/demo/host';
import type { Emulator } from '../../preview/start';
import { SOURCE } from './hunt';

/** What Grafana knows of a rule after its last evaluation. */
export interface RuleState {
  uid: string;
  name: string;
  state: 'inactive' | 'pending' | 'firing';
  health: string;
  lastError?: string;
  lastEvaluation: string;
  /** Instances; `state` is Normal, Pending, Alerting, NoData or Error, with the reason behind it in brackets. */
  alerts?: Array<{ labels: Record<string, string>; annotations: Record<string, string>; state: string }>;
}

/** What a contact point was told of one instance. */
export interface Notification {
  status: 'firing' | 'resolved';
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** A Grafana that evaluates the provisioned rules every ten seconds in place of five minutes. */
export interface Alerting {
  /** Lets the data source ask this tenant. */
  turnTo(emulator: Emulator): Promise<void>;
  /** The rules' states, once each has been evaluated twice from now on. */
  states(): Promise<Map<string, RuleState>>;
  /** What the contact point has been told so far. */
  told: Notification[];
  stop(): Promise<void>;
}

const EVALUATED_WITHIN_MS = 120_000;

export async function startAlerting(home: string, emulator: Emulator): Promise<Alerting> {
  const told: Notification[] = [];
  const inbox = await startInbox(told);
  const provisioning = provisionFor(inbox.url);
  const grafana = await startGrafana(home, provisioningEnv(emulator, join(ROOT, 'src/dashboards')), provisioning);
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${grafana.url}${path}`, init);
    if (!response.ok) {
      throw new Error(`Grafana answered ${response.status} to ${path}: ${await response.text()}`);
    }
    return response.json();
  };
  const read = async (): Promise<RuleState[]> => {
    const { data } = await ask('/api/prometheus/grafana/api/v1/rules');
    return data.groups.flatMap(({ rules }: { rules: RuleState[] }) => rules);
  };
  return {
    told,
    turnTo: async (other) => {
      const stored = await ask(`/api/datasources/uid/${SOURCE.uid}`);
      await ask(`/api/datasources/uid/${SOURCE.uid}`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...stored, ...settingsFor(other, stored.jsonData) }),
      });
    },
    states: async () => {
      await evaluated(read, Date.now());
      const rules = await evaluated(read, Date.now());
      return new Map(rules.map((rule) => [rule.uid, rule]));
    },
    stop: async () => {
      await grafana.stop();
      await inbox.stop();
      rmSync(provisioning, { recursive: true, force: true });
    },
  };
}

/** Waits until every rule has been evaluated after a time. */
async function evaluated(read: () => Promise<RuleState[]>, since: number): Promise<RuleState[]> {
  for (const end = Date.now() + EVALUATED_WITHIN_MS; Date.now() < end; await pause(1_000)) {
    const rules = await read();
    if (rules.length > 0 && rules.every(({ lastEvaluation }) => Date.parse(lastEvaluation) > since)) {
      return rules;
    }
  }
  throw new Error(`A rule was not evaluated within ${EVALUATED_WITHIN_MS / 1_000} s.`);
}

/** Ten seconds between evaluations are 114 calls a minute: more than a tenant's budget has. */
function settingsFor({ url, caFile, clientSecret }: Emulator, jsonData: object): object {
  return {
    jsonData: { ...jsonData, endpoint: { api: url, authority: url }, callsPerMinute: 10_000 },
    secureJsonData: { azureClientSecret: clientSecret, tlsCACert: readFileSync(caFile, 'utf8') },
  };
}

/** Our provisioning with faster evaluations, and a contact point that is told at once. */
function provisionFor(inbox: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'huntboard-alerting-'));
  cpSync(join(ROOT, 'provisioning'), folder, { recursive: true });
  for (const name of readdirSync(join(folder, 'alerting'))) {
    const file = join(folder, 'alerting', name);
    writeFileSync(file, readFileSync(file, 'utf8').replace('interval: 5m', 'interval: 10s'));
  }
  const receiver = { uid: 'drill', type: 'webhook', settings: { url: inbox } };
  const times = { group_wait: '1s', group_interval: '10s', repeat_interval: '4h' };
  const contact = {
    apiVersion: 1,
    contactPoints: [{ orgId: 1, name: 'drill', receivers: [receiver] }],
    policies: [{ orgId: 1, receiver: 'drill', group_by: ['...'], ...times }],
  };
  writeFileSync(join(folder, 'alerting/contact.yaml'), JSON.stringify(contact)); // JSON is YAML
  return folder;
}

async function startInbox(told: Notification[]): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      told.push(...JSON.parse(Buffer.concat(chunks).toString('utf8')).alerts);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
