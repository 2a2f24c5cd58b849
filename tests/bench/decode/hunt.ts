import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { ROOT } from '../../../build/command';
import { type Emulator, startEmulator, startPreview } from '../../../preview/start';

/** One hunt through the built plugin. */
export interface Hunt {
  seconds: number;
  /** The most memory that the plugin's process had, over the body; undefined where the system does not tell it. */
  peakOverBody: number | undefined;
}

/** Asks the built plugin for a hunt whose answer is the given body, zipped as the service does, and reads its frames. */
export async function huntThroughPlugin(body: Buffer): Promise<Hunt> {
  const zipped = gzipSync(body, { level: 1 });
  const api = createServer((request, response) => {
    request.resume().once('end', () => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }).end(zipped);
    });
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const emulator = await startEmulator(['--port', '0', '--devices', '100', '--days', '2']);
  const provisioning = await provision(emulator, api);
  try {
    const preview = await startPreview({ env: {}, provisioning });
    try {
      const started = performance.now();
      const rows = await ask(preview.url);
      if (rows === 0) {
        throw new Error('The hunt has no rows.');
      }
      const seconds = (performance.now() - started) / 1000;
      const peak = pluginPeak();
      return { seconds, peakOverBody: peak === undefined ? undefined : peak / body.length };
    } finally {
      await preview.stop();
    }
  } finally {
    await emulator.stop();
    api.close();
    await rm(provisioning, { recursive: true, force: true });
  }
}

/** The rows of the answer; the frames are read to their end. */
async function ask(url: string): Promise<number> {
  const response = await fetch(`${url}/api/ds/query`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      from: 'now-6h',
      to: 'now',
      queries: [{ refId: 'A', datasource: { uid: 'large' }, schemaVersion: 1, query: 'Large', format: 'table' }],
    }),
  });
  const text = await response.text();
  if (response.status !== 200) {
    throw new Error(`The hunt failed (${response.status}): ${text.slice(0, 300)}`);
  }
  const answer = JSON.parse(text) as { results: { A: { frames: { data: { values: unknown[][] } }[] } } };
  return answer.results.A.frames[0]?.data.values[0]?.length ?? 0;
}

/** VmHWM in bytes of the plugin that was started from this folder's `dist`. */
function pluginPeak(): number | undefined {
  if (!existsSync('/proc/self/status')) {
    return undefined;
  }
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readlinkSync(`/proc/${pid}/exe`).startsWith(join(ROOT, 'dist/gpx_'))) {
        const kb = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return kb === undefined ? undefined : Number(kb) * 1024;
      }
    } catch {
      continue; // a process of somebody else, or one that has ended
    }
  }
  return undefined;
}

/** A provisioning folder with one data source; JSON is YAML. */
async function provision(emulator: Emulator, api: Server): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'huntboard-large-'));
  await mkdir(join(folder, 'datasources'));
  const { tenantId, clientId, clientSecret } = emulator;
  const source = {
    name: 'Large',
    uid: 'large',
    type: 'huntboard-defender-datasource',
    jsonData: {
      azureCredentials: { authType: 'clientsecret', azureCloud: 'AzureCloud', tenantId, clientId },
      endpoint: { api: `http://127.0.0.1:${(api.address() as AddressInfo).port}`, authority: emulator.url },
      tlsAuthWithCACert: true,
    },
    secureJsonData: { azureClientSecret: clientSecret, tlsCACert: readFileSync(emulator.caFile, 'utf8') },
  };
  await writeFile(join(folder, 'datasources/large.yaml'), JSON.stringify({ apiVersion: 1, datasources: [source] }));
  return folder;
}
