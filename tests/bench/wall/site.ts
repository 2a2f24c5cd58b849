import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Client, createClient } from '../../../emulator/testing/client';
import type { Call } from '../../../emulator/service/calls';
import { send } from './ask';
import { sender } from './bare';
import type { Road } from './crowd';
import { type Emulator, type Preview, startEmulator, startPreview } from '../../../preview/start';

/** The data source's settings that a run is about. */
export interface Budget {
  callsPerMinute: number;
  cacheSeconds: number;
}

/** A tenant with its quotas on. */
export interface Site extends Road {
  calls(): Promise<{ calls: Call[]; hunts: number; highestPerMinute: number }>;
  /** Rejects when either of them ends before it is stopped. */
  alive: Promise<never>;
  stop(): Promise<void>;
}

const UID = 'wall';
const TENANT = ['--port', '0', '--calls-per-minute', '45', '--devices', '100', '--days', '2'];

/** Starts a tenant and the plugin in front of it. */
export async function startSite(budget: Budget): Promise<Site> {
  const emulator = await startEmulator(TENANT);
  const provisioning = await provision(emulator, budget);
  let preview: Preview;
  try {
    preview = await startPreview({ env: {}, provisioning });
  } catch (error) {
    await emulator.stop();
    throw error;
  }
  const alive = Promise.race([fails('The emulator', emulator.ended), fails('The preview host', preview.ended)]);
  alive.catch(() => undefined); // ends in every run, when both are stopped
  return {
    ...tenantOf(emulator),
    alive,
    send: (ask, occasion) => send(preview.url, UID, ask, occasion),
    stop: async () => {
      await Promise.all([preview.stop(), emulator.stop()]);
      await rm(provisioning, { recursive: true, force: true });
    },
  };
}

/** Starts a tenant that every panel asks by itself, as a data source does that neither counts nor remembers. */
export async function startBareSite(): Promise<Site> {
  const emulator = await startEmulator(TENANT);
  const alive = fails('The emulator', emulator.ended);
  alive.catch(() => undefined);
  return { ...tenantOf(emulator), alive, send: await sender(emulator), stop: emulator.stop };
}

/** The emulator's own control surface. */
function tenantOf(emulator: Emulator): Pick<Site, 'insert' | 'calls'> {
  const client = createClient(Number(new URL(emulator.url).port), readFileSync(emulator.caFile, 'utf8'));
  return {
    insert: async (table, rows) => {
      await control(client, '/_emulator/events', { table, rows });
    },
    calls: async () => JSON.parse(await control(client, '/_emulator/calls')),
  };
}

async function fails(name: string, ended: Emulator['ended']): Promise<never> {
  const { how, stderr } = await ended;
  throw new Error(`${name} ended (${how}) in the middle of the run.\n${stderr}`);
}

async function control(client: Client, path: string, body?: object): Promise<string> {
  const answer = await client(path, body === undefined ? {} : { method: 'POST', body });
  if (answer.status !== 200) {
    throw new Error(`The emulator answered ${answer.status} to ${path}: ${answer.text}`);
  }
  return answer.text;
}

/** A provisioning folder with one data source; JSON is YAML. */
async function provision(emulator: Emulator, budget: Budget): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'huntboard-wall-'));
  await mkdir(join(folder, 'datasources'));
  const source = {
    apiVersion: 1,
    datasources: [
      {
        name: 'Wall',
        uid: UID,
        type: 'huntboard-defender-datasource',
        access: 'proxy',
        isDefault: true,
        jsonData: {
          ...budget,
          azureCredentials: {
            authType: 'clientsecret',
            azureCloud: 'AzureCloud',
            tenantId: emulator.tenantId,
            clientId: emulator.clientId,
          },
          endpoint: { api: emulator.url, authority: emulator.url },
          tlsAuthWithCACert: true,
        },
        secureJsonData: {
          azureClientSecret: emulator.clientSecret,
          tlsCACert: readFileSync(emulator.caFile, 'utf8'),
        },
      },
    ],
  };
  await writeFile(join(folder, 'datasources/wall.yaml'), JSON.stringify(source));
  return folder;
}
