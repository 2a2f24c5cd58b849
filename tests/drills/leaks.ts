import { setTimeout as sleep } from 'node:timers/promises';

import type { Site } from './site';

/** What the plugin's process holds while nobody asks anything. */
export interface Held {
  goroutines: number;
  /** Open files and connections of the process; 0 where the system does not tell. */
  files: number;
  /** Connections that the emulator sees. */
  connections: number;
  /** Calls that the emulator is answering. */
  calls: number;
}

/** What is held at the moment, after the connections that wait for another call were closed. */
export async function held(site: Site): Promise<Held> {
  await site.control.closeIdle();
  const { connections, calls } = await site.control.open();
  const answer = await fetch(`${site.url}/metrics/plugins/huntboard-defender-datasource`);
  const metrics = await answer.text();
  return {
    goroutines: metric(metrics, 'go_goroutines'),
    files: metric(metrics, 'process_open_fds'),
    connections,
    calls,
  };
}

/** Waits until no more is held than before. Throws what is left if that does not happen in time. */
export async function nothingLeft(site: Site, before: Held, withinMs = 15_000): Promise<void> {
  const end = Date.now() + withinMs;
  for (;;) {
    const now = await held(site);
    const left = (Object.keys(before) as (keyof Held)[]).filter((name) => now[name] > before[name]);
    if (left.length === 0) {
      return;
    }
    if (Date.now() > end) {
      throw new Error(`Left behind: ${left.map((name) => `${now[name]} ${name}, before ${before[name]}`).join('; ')}.`);
    }
    await sleep(50);
  }
}

/**
 * The most that is held within a moment in which nobody asks anything: the runtime and gRPC have a goroutine or two that
 * come and go by themselves. What each drill left behind would add up to more.
 */
export async function idle(site: Site): Promise<Held> {
  const seen: Held[] = [];
  while (seen.length < SAMPLES) {
    await sleep(50);
    seen.push(await held(site));
  }
  const most = (name: keyof Held) => Math.max(...seen.slice(SAMPLES / 2).map((one) => one[name]));
  return {
    goroutines: most('goroutines'),
    files: most('files'),
    connections: most('connections'),
    calls: most('calls'),
  };
}

/** The first half lets the hunts before come to rest. */
const SAMPLES = 20;

function metric(text: string, name: string): number {
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
}
