import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { startGroup } from '../../preview/child';
import { ROOT } from '../command';
import type { Host } from './host';

const PLUGIN_ID = 'huntboard-defender-datasource';
const READY_WITHIN_MS = 120_000;

/**
 * Starts the Grafana of a home folder on a free loopback port: own data folder, the built plugin, our provisioning.
 * Everyone who can reach the port is an administrator of it, so it listens on loopback alone.
 */
export async function startGrafana(
  folderName: string,
  env: Record<string, string>,
  provisioning = join(ROOT, 'provisioning')
): Promise<Host> {
  const home = resolve(folderName);
  const binary = join(home, 'bin/grafana');
  if (!existsSync(binary)) {
    throw new Error(
      `No Grafana in ${home}: ${binary} does not exist. Name the folder that holds bin, conf and public.`
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'huntboard-grafana-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { child, ended, stop } = startGroup({
    // Grafana logs on standard output; what it says when it can't start is wanted on standard error.
    command: 'sh',
    args: ['-c', 'exec "$0" server --homepath "$1" >&2', binary, home],
    cwd: home,
    env: { ...env, ...settings(folder, port, provisioning) },
  });
  child.stdout.resume();
  const end = async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answers(url, ended);
  } catch (error) {
    await end();
    throw error;
  }
  return { name: `Grafana (${home})`, url, page: `${url}/explore`, ended, stop: end };
}

function settings(folder: string, port: number, provisioning: string): Record<string, string> {
  const plugins = join(folder, 'plugins');
  mkdirSync(plugins);
  symlinkSync(join(ROOT, 'dist'), join(plugins, PLUGIN_ID));
  return {
    GF_PATHS_DATA: folder,
    GF_PATHS_LOGS: join(folder, 'log'),
    GF_PATHS_PLUGINS: plugins,
    GF_PATHS_PROVISIONING: provisioning,
    GF_SERVER_HTTP_ADDR: '127.0.0.1',
    GF_SERVER_HTTP_PORT: String(port),
    GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS: PLUGIN_ID,
    GF_PLUGINS_PREINSTALL_DISABLED: 'true',
    GF_AUTH_ANONYMOUS_ENABLED: 'true',
    GF_AUTH_ANONYMOUS_ORG_ROLE: 'Admin',
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
    GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    GF_NEWS_NEWS_FEED_ENABLED: 'false',
    GF_LOG_LEVEL: 'warn',
  };
}

async function answers(url: string, ended: Host['ended']): Promise<void> {
  let over: Awaited<Host['ended']> | undefined;
  void ended.then((ending) => (over = ending));
  for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end; await pause(500)) {
    if (over) {
      throw new Error(`Grafana ended (${over.how}) before it answered.\n${over.stderr}`);
    }
    const health = await fetch(`${url}/api/health`).catch(() => undefined);
    if (health?.ok) {
      return;
    }
  }
  throw new Error(`Grafana did not answer at ${url}/api/health within ${READY_WITHIN_MS / 1000} s.`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') {
          reject(new Error('No free loopback port.'));
        } else {
          resolve(address.port);
        }
      });
    });
  });
}
