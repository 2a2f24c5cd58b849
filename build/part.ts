import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT, run } from './command';

/** One thing that is built: what it is made from, the file that shows it is there, and the command that makes it. */
export interface Part {
  name: string;
  /** Files and folders of the repository. */
  sources: string[];
  result: string;
  command: string[];
}

/**
 * Builds the parts one after the other; one whose result is newer than all its sources is left alone.
 * Throws a sentence with the compiler's own words when a part can't be built.
 */
export async function buildParts(parts: Part[]): Promise<void> {
  for (const { name, sources, result, command } of parts) {
    if (changedAt(result) > Math.max(...sources.map(changedAt))) {
      continue;
    }
    console.error(`Building ${name} …`);
    const [program = '', ...args] = command;
    const { code, output } = await run(program, args);
    if (code !== 0) {
      throw new Error(`Building ${name} failed (${command.join(' ')}):\n${output}`);
    }
  }
}

/** The newest change, in milliseconds since 1970, below a path of the repository; 0 when it does not exist. */
function changedAt(path: string): number {
  const full = join(ROOT, path);
  if (!existsSync(full)) {
    return 0;
  }
  const stat = statSync(full);
  return stat.isDirectory()
    ? Math.max(0, ...readdirSync(full).map((name) => changedAt(join(path, name))))
    : stat.mtimeMs;
}
