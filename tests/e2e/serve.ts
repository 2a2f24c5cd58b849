import { readFileSync } from 'node:fs';

import { buildPlugin } from '../../build/plugin';
import { buildPreview, type Emulator, startEmulator, startPreview } from '../../preview/start';

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
  const provisioning = provisioningEnv(emulator);
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

/** The variables that provisioning/datasources/huntboard.yaml names. */
function provisioningEnv(emulator: Emulator): Running['provisioning'] {
  return {
    HUNTBOARD_URL: emulator.url,
    HUNTBOARD_TENANT_ID: emulator.tenantId,
    HUNTBOARD_CLIENT_ID: emulator.clientId,
    HUNTBOARD_CLIENT_SECRET: emulator.clientSecret,
    HUNTBOARD_CA: readFileSync(emulator.caFile, 'utf8'),
  };
}

serve().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
});
