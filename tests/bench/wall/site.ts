import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Client, createClient } from '../../../emulator/testing/client';
import type { Call } from '../../../emulator/service/calls';
import { type Emulator, type Preview, startEmulator, startPreview } from '../../../preview/start';

/** The data source's settings that a run is about. */
export interface Budget {
  callsPerMinute: number;
  cacheSeconds: number;
}

/** A tenant with its quotas on, and the plugin in front of it. */
export interface Site {
  /** Where the plugin's host listens. */
  url: string;
  insert(table: string, rows: object[]): Promise<void>;
  calls(): Promise<{ calls: Call[]; hunts: number; highestPerMinute: number }>;
  /** Rejects when either of them ends before it is stopped. */
  alive: Promise<never>;
  stop(): Promise<void>;
}

const UID = 'wall';
export const DATASOURCE = { uid: UID };

/** Starts both; `budget` undefined leaves the settings at their defaults. */
export async function startSite(budget: Budget): Promise<Site> {
  const emulator = await startEmulator(['--port', '0', '--calls-per-minute', '45', '--devices', '100', '--days', '2']);
  const provisioning = await provision(emulator, budget);
  let preview: Preview;
  try {
    preview = await startPreview({ env: {}, provisioning });
  } catch (error) {
    await emulator.stop();
    throw error;
  }
  const client = createClient(Number(new URL(emulator.url).port), readFileSync(emulator.caFile, 'utf8'));
  const alive = Promise.race([fails('The emulator', emulator.ended), fails('The preview host', preview.ended)]);
  alive.catch(() => undefined); // ends in every run, when both are stopped
  return {
    url: preview.url,
    alive,
    insert: async (table, rows) => {
      await control(client, '/_emulator/events', { table, rows });
    },
    calls: async () => JSON.parse(await control(client, '/_emulator/calls')),
    stop: async () => {
      await Promise.all([preview.stop(), emulator.stop()]);
      await rm(provisioning, { recursive: true, force: true });
    },
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
