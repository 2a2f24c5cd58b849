// `npm run e2e:grafana`: the browser suite against a real Grafana, the one of GRAFANA_HOME. Flags go to Playwright:
// `-- annotation.spec.ts`, `-- --headed`.
import { spawn } from 'node:child_process';

import { ROOT } from '../../build/command';
import { findChromium } from '../../build/test/chromium';
import { startChild } from '../../preview/child';

/** A first build of both halves takes this long on a slow machine. */
const READY_WITHIN_MS = 300_000;

async function main(): Promise<void> {
  const chromium = await findChromium();
  const { ready, stop } = await startChild({
    name: 'Grafana with the emulator',
    command: process.execPath,
    args: ['--import', 'tsx', 'tests/grafana/serve.ts'],
    cwd: ROOT,
    readyWithin: READY_WITHIN_MS,
  });
  const url = String(ready.url);
  const args = ['playwright', 'test', '--config', 'playwright.grafana.config.ts', ...process.argv.slice(2)];
  const child = spawn('npx', args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, CHROMIUM: chromium, GRAFANA_URL: url },
  });
  process.exitCode = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  await stop();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
