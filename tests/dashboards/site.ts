import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startEmulator, startPreview } from '../../preview/start';

export const UID = 'monday';

/** The built plugin in front of a generated tenant whose quotas are off. */
export interface Site {
  /** Where the plugin's host listens. */
  url: string;
  stop(): Promise<void>;
}

/** Starts a tenant, of 200 devices and 30 days unless told. Nothing is remembered, so that each answer's time is the service's. */
export async function startSite(flags: string[] = []): Promise<Site> {
  const emulator = await startEmulator(['--port', '0', '--calls-per-minute', '0', ...flags]);
  const folder = await mkdtemp(join(tmpdir(), 'huntboard-dashboards-'));
  const { tenantId, clientId, clientSecret, caFile, url } = emulator;
  const source = {
    name: 'Monday',
    uid: UID,
    type: 'huntboard-defender-datasource',
    access: 'proxy',
    isDefault: true,
    jsonData: {
      azureCredentials: { authType: 'clientsecret', tenantId, clientId },
      endpoint: { api: url, authority: url },
      tlsAuthWithCACert: true,
      cacheSeconds: 0,
      callsPerMinute: 10_000,
    },
    secureJsonData: { azureClientSecret: clientSecret, tlsCACert: readFileSync(caFile, 'utf8') },
  };
  await mkdir(join(folder, 'datasources'));
  await writeFile(join(folder, 'datasources/monday.yaml'), JSON.stringify({ apiVersion: 1, datasources: [source] })); // JSON is YAML
  const preview = await startPreview({ env: {}, provisioning: folder });
  return {
    url: preview.url,
    stop: async () => {
      await Promise.all([preview.stop(), emulator.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
