import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { startChild, type Child } from './child';

export { buildPreview } from './build';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** A running emulator: its ready line and the way to end it. */
export interface Emulator {
  url: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** Path of the PEM file with the authority that signed the emulator's certificate. */
  caFile: string;
  /** Paths of the PEM files with the app's certificate and its private key. */
  certificateFile: string;
  privateKeyFile: string;
  ended: Child['ended'];
  stop(): Promise<void>;
}

/** A running preview host. */
export interface Preview {
  url: string;
  ended: Child['ended'];
  stop(): Promise<void>;
}

export interface PreviewOptions {
  /** The variables that the provisioning files name. */
  env: Record<string, string>;
  /** 0 takes a free port. */
  port?: number;
  /** Folder of the built plugin. Default `dist`. */
  plugin?: string;
  /** Provisioning folder. Default `provisioning`. */
  provisioning?: string;
  /** JSON file of the settings that Grafana forwards to plugins. Default none. */
  grafanaConfig?: string;
  /** Gets every line that the host and the plugin log, the plugin's debug lines included. */
  onLog?: (line: string) => void;
}

/** Starts the emulator with the given flags (`['--port', '0']`) and waits until it answers. */
export async function startEmulator(flags: string[] = []): Promise<Emulator> {
  const { ready, ended, stop } = await startChild({
    name: 'The emulator',
    command: process.execPath,
    args: ['--import', 'tsx', join(ROOT, 'emulator/main.ts'), '--end-with-stdin', ...flags],
    cwd: ROOT,
    readyWithin: 120_000,
  });
  const text = (key: string) => readyText(ready, key, 'The emulator');
  return {
    url: text('url'),
    tenantId: text('tenantId'),
    clientId: text('clientId'),
    clientSecret: text('clientSecret'),
    caFile: text('caFile'),
    certificateFile: text('certificateFile'),
    privateKeyFile: text('privateKeyFile'),
    ended,
    stop,
  };
}

/** Starts the preview host on the built plugin. Build it first: `buildPreview()`. */
export async function startPreview(options: PreviewOptions): Promise<Preview> {
  const plugin = options.plugin ?? join(ROOT, 'dist');
  const provisioning = options.provisioning ?? join(ROOT, 'provisioning');
  const { ready, ended, stop } = await startChild({
    name: 'The preview host',
    command: join(ROOT, '.cache/preview/host'),
    args: [
      ...['--plugin', plugin, '--provisioning', provisioning, '--page', join(ROOT, '.cache/preview/page')],
      ...['--port', String(options.port ?? 0), '--end-with-stdin'],
      ...(options.grafanaConfig === undefined ? [] : ['--grafana-config', options.grafanaConfig]),
      ...(options.onLog ? ['--debug'] : []),
    ],
    onStderr: options.onLog,
    env: options.env,
    cwd: ROOT,
  });
  return { url: readyText(ready, 'url', 'The preview host'), ended, stop };
}

function readyText(ready: Record<string, unknown>, key: string, name: string): string {
  const value = ready[key];
  if (typeof value !== 'string') {
    throw new Error(`${name}'s ready line has no "${key}".`);
  }
  return value;
}
