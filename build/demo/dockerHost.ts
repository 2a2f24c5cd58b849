import { spawn, spawnSync } from 'node:child_process';

import { ROOT } from '../command';

/** Is there a Docker engine (not just its client) with the compose plugin? */
export function hasDocker(): boolean {
  const engine = spawnSync('docker', ['info', '--format', '{{.ServerVersion}}'], { encoding: 'utf8' });
  if (engine.status !== 0) {
    return false;
  }
  return spawnSync('docker', ['compose', 'version'], { encoding: 'utf8' }).status === 0;
}

/** Runs `docker-compose.yaml` in the foreground until it ends or is interrupted, then takes everything down. */
export async function runCompose(): Promise<number> {
  const child = spawn('docker', ['compose', 'up', '--build', '--abort-on-container-exit'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  const code = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (status) => resolve(status ?? 0));
  });
  spawnSync('docker', ['compose', 'down', '--volumes'], { cwd: ROOT, stdio: 'inherit' });
  return code;
}
