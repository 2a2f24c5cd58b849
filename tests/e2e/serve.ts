import { join } from 'node:path';

import { ROOT } from '../../build/command';
import { provisioningEnv } from '../../build/demo/host';
import { buildPlugin } from '../../build/plugin';
import { buildPreview, startEmulator, startPreview } from '../../preview/start';

import type { Running } from './running';

/**
 * Builds what is out of date, starts the emulator and two previews in front of it, and says where they are in one JSON
 * line. Ends them when it is told to, or when its standard input closes. A program of its own, since Playwright reads
 * TypeScript as CommonJS and the build files use `import.meta`.
 */
async function serve(): Promise<void> {
  await buildPlugin();
  await buildPreview();
  const emulator = await startEmulator(['--port', '0', '--calls-per-minute', '0']);
  const provisioning = provisioningEnv(emulator, join(ROOT, 'src/dashboards'));
  const [preview, settings] = await Promise.all([
    startPreview({ env: provisioning }),
    startPreview({ env: provisioning }),
  ]);
  const end = () => Promise.all([preview.stop(), settings.stop(), emulator.stop()]).then(() => process.exit(0));
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  process.stdin.once('close', end).resume();

  const ready: Running = { url: preview.url, settingsUrl: settings.url, provisioning };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

serve().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
});
