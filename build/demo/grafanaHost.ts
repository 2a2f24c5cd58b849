import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { ROOT } from '../command';
import type { Host } from './host';

const PLUGIN_ID = 'huntboard-defender-datasource';
const READY_WITHIN_MS = 120_000;

/**
 * Starts the Grafana of a home folder on a free loopback port: own data folder, the built plugin, our provisioning.
 * Everyone who can reach the port is an administrator of it, so it listens on loopback alone.
 */
export async function startGrafana(home: string, env: Record<string, string>): Promise<Host> {
  const binary = join(home, 'bin/grafana');
  if (!existsSync(binary)) {
    throw new Error(
      `No Grafana in ${home}: ${binary} does not exist. Name the folder that holds bin, conf and public.`
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'huntboard-grafana-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(binary, ['server', '--homepath', home], {
    cwd: home,
    env: { ...process.env, ...env, ...settings(folder, port) },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = tailOf(child);
  const stop = async () => {
    signal(child.pid, 'SIGTERM');
    const kill = setTimeout(() => signal(child.pid, 'SIGKILL'), 10_000);
    await ended;
    clearTimeout(kill);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', () => signal(child.pid, 'SIGKILL'));
  try {
    await answers(url, ended);
  } catch (error) {
    await stop();
    throw error;
  }
  return { name: `Grafana (${home})`, url, page: `${url}/explore`, ended, stop };
}

function settings(folder: string, port: number): Record<string, string> {
  const plugins = join(folder, 'plugins');
  mkdirSync(plugins);
  symlinkSync(join(ROOT, 'dist'), join(plugins, PLUGIN_ID));
  return {
    GF_PATHS_DATA: folder,
    GF_PATHS_LOGS: join(folder, 'log'),
    GF_PATHS_PLUGINS: plugins,
    GF_PATHS_PROVISIONING: join(ROOT, 'provisioning'),
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

/** Settles with the way the process ended and the last lines of its log. */
function tailOf(child: ReturnType<typeof spawn>): Host['ended'] {
  const lines: string[] = [];
  const keep = (chunk: Buffer) => {
    lines.push(...chunk.toString('utf8').split('\n'));
    lines.splice(0, lines.length - 20);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ how: error.message, stderr: '' }));
    child.once('close', (code) => resolve({ how: `exit code ${code}`, stderr: lines.join('\n') }));
  });
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

function signal(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) {
    return; // it never started
  }
  try {
    process.kill(-pid, name);
  } catch {
    // The group is gone already, which is what was asked for.
  }
}
