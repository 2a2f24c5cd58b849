import { startEmulator } from './emulator';
import { HELP, parseFlags } from './flags';

async function main(): Promise<void> {
  const flags = parseFlags(process.argv.slice(2));
  if (flags.help) {
    process.stdout.write(HELP);
    return;
  }
  let stop = () => Promise.resolve();
  let ending = false;
  const end = () => {
    if (ending) {
      process.exit(1); // asked twice: do not wait for open connections
    }
    ending = true;
    void stop().then(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  if (flags.endWithStdin) {
    process.stdin.once('close', end).resume();
  }

  const started = performance.now();
  const emulator = await startEmulator(flags);
  stop = () => emulator.stop();
  process.stdout.write(`${JSON.stringify(emulator.ready)}\n`);
  process.stderr.write(
    `The emulator is ready after ${((performance.now() - started) / 1000).toFixed(1)} s. Ctrl-C ends it.\n`
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
});
