import { join } from 'node:path';

import { ROOT } from '../../build/command';
import { startGrafana } from '../../build/demo/grafanaHost';
import { provisioningEnv } from '../../build/demo/host';
import { buildPlugin } from '../../build/plugin';
import { startEmulator } from '../../preview/start';

/** What the specs are told, as one JSON line. */
export interface RunningGrafana {
  /** Grafana's address. */
  url: string;
}

/**
 * Builds what is out of date, starts the emulator and the Grafana that GRAFANA_HOME names in front of it, and says where
 * it is. Ends both when it is told to, or when its standard input closes.
 */
async function serve(): Promise<void> {
  const home = process.env.GRAFANA_HOME ?? '';
  if (home === '') {
    throw new Error('GRAFANA_HOME is not set: name the folder of a Grafana (it holds bin, conf and public).');
  }
  await buildPlugin();
  const emulator = await startEmulator(['--port', '0', '--calls-per-minute', '0']);
  const grafana = await startGrafana(home, provisioningEnv(emulator, join(ROOT, 'provisioning/dashboards')));
  const end = async () => {
    await Promise.all([grafana.stop(), emulator.stop()]);
    process.exit(0);
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  process.stdin.once('close', end).resume();

  const ready: RunningGrafana = { url: grafana.url };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

serve().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
});
