import { setTimeout as sleep } from 'node:timers/promises';

/** How time passes for the calls being answered; tests let it pass at once. Only differences of `now` mean something. */
export interface Pace {
  /** Milliseconds. */
  now(): number;
  /** Milliseconds since 1970. */
  wall(): number;
  /** Rejects with the signal's reason when it is aborted first. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** A signal that is aborted after so long, unless `clear` is called before. */
  deadline(ms: number): { signal: AbortSignal; clear(): void };
}

export const REAL_PACE: Pace = {
  now: () => performance.now(),
  wall: () => Date.now(),
  wait: (ms, signal) => sleep(ms, undefined, { signal }),
  deadline: (ms) => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new Error(`${ms} ms are over`)), ms);
    return { signal: controller.signal, clear: () => clearTimeout(timer) };
  },
};
