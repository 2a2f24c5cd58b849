// Starts the emulator and a host with the built plugin; with --check sends one hunt through every layer and ends.
import { join } from 'node:path';

import { buildPreview, startEmulator, startPreview, type Emulator } from '../../preview/start';
import { ROOT } from '../command';
import { buildPlugin } from '../plugin';
import { check, DEFAULT_HUNT } from './check';
import { hasDocker, runCompose } from './dockerHost';
import { HELP, readFlags, type DemoFlags } from './flags';
import { startGrafana } from './grafanaHost';
import { provisioningEnv, type Host } from './host';
import { untilSomethingEnds } from './wait';

const PREVIEW_PORT = 3000;

async function main(): Promise<number> {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help) {
    console.log(HELP);
    return 0;
  }
  await buildPlugin();
  if (flags.grafana === undefined && !flags.check && flags.emulator.length === 0 && hasDocker()) {
    return runCompose();
  }
  const emulator = await startEmulator(['--port', '0', ...flags.emulator]);
  try {
    const host = await startHost(flags, emulator);
    try {
      if (flags.check) {
        console.log(await check(emulator, host, flags.query ?? DEFAULT_HUNT));
        return 0;
      }
      console.log(
        `${host.name} with Defender Hunting: ${host.page}\nEmulated tenant: ${emulator.url}\nCtrl-C ends both.`
      );
      return await untilSomethingEnds([{ name: 'The emulator', ended: emulator.ended }, host]);
    } finally {
      await host.stop();
    }
  } finally {
    await emulator.stop();
  }
}

async function startHost(flags: DemoFlags, emulator: Emulator): Promise<Host> {
  const env = provisioningEnv(emulator, join(ROOT, 'src/dashboards'));
  if (flags.grafana !== undefined) {
    return startGrafana(flags.grafana, env);
  }
  await buildPreview();
  const preview = await startPreview({ env, port: flags.check ? 0 : PREVIEW_PORT }).catch((error: unknown) => {
    if (flags.check) {
      throw error;
    }
    return startPreview({ env, port: 0 }); // somebody else has the port
  });
  return { name: 'Preview', page: preview.url, ...preview };
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
);
