import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** How to start a child that says it is ready with one JSON line on its standard output. */
export interface ChildOptions {
  /** What the child is, for error sentences: "the emulator". */
  name: string;
  command: string;
  args: string[];
  /** Added to this process's environment. */
  env?: Record<string, string>;
  cwd?: string;
  /** Gets every line of the child's standard error as it comes. */
  onStderr?: (line: string) => void;
  /** Milliseconds until a child without a ready line is given up. Default 60,000. */
  readyWithin?: number;
}

/** A running child. `ready` is its ready line, parsed but not checked. */
export interface Child {
  ready: Record<string, unknown>;
  /** Settles when the process has ended, by itself or by `stop()`; carries the end of its standard error. */
  ended: Promise<Ending>;
  /** Ends the child and everything it started; may be called twice. */
  stop(): Promise<void>;
}

export interface Ending {
  /** "exit code 1" or "signal SIGTERM". */
  how: string;
  /** The last lines the child wrote to standard error. */
  stderr: string;
}

type Process = ChildProcessByStdio<Writable, Readable, Readable>;

const STDERR_LINES = 20;
const STOP_GRACE_MS = 5_000;

/** A child in a process group of its own that may not be ready yet. */
export interface Group {
  child: Process;
  ended: Promise<Ending>;
  stop(): Promise<void>;
}

/**
 * Starts a child in a process group of its own, which ends with this process at the latest.
 * Its standard input is a pipe that closes with this process, so that a child which watches it never outlives us.
 */
export function startGroup(options: Omit<ChildOptions, 'name' | 'readyWithin'>): Group {
  const { command, args, cwd, env, onStderr } = options;
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = ending(child, lastLines(child.stderr, STDERR_LINES, onStderr));
  const killGroup = () => signalGroup(child, 'SIGKILL');
  process.once('exit', killGroup);
  void ended.then(() => process.removeListener('exit', killGroup));
  return { child, ended, stop: () => stopGroup(child, ended) };
}

/**
 * Starts a child and waits for its ready line.
 * Rejects with one sentence, and the end of the child's standard error, when it ends or stays silent before that.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { child, ended, stop } = startGroup(options);
  try {
    return { ready: await readyLine(child, ended, options), ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readyLine(child: Process, ended: Promise<Ending>, options: ChildOptions) {
  const seconds = (options.readyWithin ?? 60_000) / 1000;
  let timer: NodeJS.Timeout | undefined;
  const line = new Promise<Record<string, unknown>>((resolve) => {
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (text) => {
      const ready = parseReady(text);
      if (ready) {
        resolve(ready);
      }
    });
  });
  const failed = ended.then(({ how, stderr }) => {
    throw new Error(`${options.name} ended (${how}) before it was ready.${stderr && `\n${stderr}`}`);
  });
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${options.name} wasn't ready within ${seconds} s.`)), seconds * 1000);
  });
  try {
    return await Promise.race([line, failed, late]);
  } finally {
    clearTimeout(timer);
    failed.catch(() => undefined);
  }
}

/** Takes the first line that is a JSON object with a `url`; a child may print other lines before it. */
function parseReady(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'url' in value ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function ending(child: Process, tail: () => string): Promise<Ending> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ how: error.message, stderr: tail() }));
    child.once('close', (code, signal) => {
      resolve({ how: signal ? `signal ${signal}` : `exit code ${code}`, stderr: tail() });
    });
    child.stdin.on('error', () => undefined); // a child that ends first closes our end of the pipe
  });
}

async function stopGroup(child: Process, ended: Promise<Ending>): Promise<void> {
  signalGroup(child, 'SIGTERM');
  const kill = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_GRACE_MS);
  await ended;
  clearTimeout(kill);
}

function signalGroup(child: Process, signal: NodeJS.Signals): void {
  if (child.pid === undefined) {
    return; // it never started
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already, which is what was asked for.
  }
}

function lastLines(stream: Readable, count: number, onLine?: (line: string) => void): () => string {
  const lines: string[] = [];
  createInterface({ input: stream }).on('line', (line) => {
    onLine?.(line);
    lines.push(line);
    lines.splice(0, lines.length - count);
  });
  return () => lines.join('\n');
}
