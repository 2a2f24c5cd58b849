import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** A program that ran to its end. */
export interface Ran {
  code: number;
  /** Standard output and standard error, as they came. */
  output: string;
}

export interface CommandOptions {
  /** File below `.cache/` that also receives the output. */
  log?: string;
  env?: Record<string, string>;
}

/** Runs one program in the root folder and keeps what it prints; a program that can't be started is code 127. */
export function run(command: string, args: string[], options: CommandOptions = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const log = options.log === undefined ? undefined : openLog(options.log);
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer) => {
      chunks.push(chunk);
      log?.write(chunk);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const end = (code: number, note = '') => {
      log?.end(note);
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') + note });
    };
    child.once('error', (error) => end(127, `${command} could not be started: ${error.message}\n`));
    child.once('close', (code) => end(code ?? 1));
  });
}

function openLog(name: string) {
  const path = join(ROOT, '.cache', name);
  mkdirSync(dirname(path), { recursive: true });
  return createWriteStream(path);
}
