import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Emulator, type Preview, startEmulator, startPreview } from '../../preview/start';
import { controlOf, type Control } from './control';

export const UID = 'drill';

/** How a data source is to be. */
export interface SiteOptions {
  /** Added to `jsonData`. */
  jsonData?: object;
  /** Beside the authority's certificate. */
  secrets?: Record<string, string>;
  /** What Grafana forwards to plugins of its own configuration. */
  grafana?: Record<string, string>;
  env?: Record<string, string>;
}

/** The built plugin with one data source, and the emulated tenant that it asks. */
export interface Site {
  emulator: Emulator;
  control: Control;
  /** Where the plugin's host listens. */
  url: string;
  /** Everything that the plugin and its host have logged. */
  log: string[];
  stop(): Promise<void>;
}

/** Three devices are enough for a drill, and are there at once. */
const ROWS = ['ada', 'bob', 'cy'].map((DeviceName, i) => ({ Timestamp: `2026-11-20T0${i}:00:00Z`, DeviceName }));

/** Starts a tenant of a few rows and without quotas. */
export async function startTenant(
  table = 'DeviceInfo',
  rows: readonly object[] = ROWS
): Promise<{ emulator: Emulator; stop(): Promise<void> }> {
  const data = await mkdtemp(join(tmpdir(), 'huntboard-drill-'));
  await writeFile(join(data, `${table}.ndjson`), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const emulator = await startEmulator(['--port', '0', '--calls-per-minute', '0', '--data', data]);
  return {
    emulator,
    stop: async () => {
      await emulator.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Starts the built plugin with one data source that asks a running tenant. */
export async function startSite(emulator: Emulator, options: SiteOptions = {}): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'huntboard-drill-'));
  await mkdir(join(folder, 'datasources'));
  await writeFile(join(folder, 'datasources/drill.yaml'), JSON.stringify(provisioned(emulator, options))); // JSON is YAML
  const grafanaConfig = join(folder, 'grafana.json');
  await writeFile(grafanaConfig, JSON.stringify(options.grafana ?? {}));
  const log: string[] = [];
  const onLog = (line: string) => void log.push(line);
  const preview: Preview = await startPreview({ env: options.env ?? {}, provisioning: folder, grafanaConfig, onLog });
  return {
    emulator,
    control: controlOf(emulator),
    url: preview.url,
    log,
    stop: async () => {
      await preview.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function provisioned(emulator: Emulator, { jsonData, secrets }: SiteOptions): object {
  const { tenantId, clientId, clientSecret, caFile, url } = emulator;
  const source = {
    name: 'Drill',
    uid: UID,
    type: 'huntboard-defender-datasource',
    access: 'proxy',
    isDefault: true,
    jsonData: {
      azureCredentials: { authType: 'clientsecret', tenantId, clientId },
      endpoint: { api: url, authority: url },
      tlsAuthWithCACert: true,
      cacheSeconds: 0, // what is kept would hide what goes wrong
      callsPerMinute: 1000,
      ...jsonData,
    },
    secureJsonData: { ...(secrets ?? { azureClientSecret: clientSecret }), tlsCACert: readFileSync(caFile, 'utf8') },
  };
  return { apiVersion: 1, datasources: [source] };
}
