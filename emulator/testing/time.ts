import type { Pace } from '../service/pace';

/** Time that passes only when somebody waits for it, and then at once. */
export class TestTime implements Pace {
  #now = Date.now();
  #deadlines = new Map<AbortController, number>();
  /** How long each call waited, in milliseconds. */
  readonly waits: number[] = [];

  now = () => this.#now;

  wall = () => this.#now;

  pass(ms: number): void {
    this.#now += ms;
    for (const [controller, at] of this.#deadlines) {
      if (at <= this.#now) {
        controller.abort(new Error('The time is over'));
      }
    }
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.waits.push(ms);
    this.pass(ms);
    signal.throwIfAborted();
  }

  deadline(ms: number) {
    const controller = new AbortController();
    this.#deadlines.set(controller, this.#now + ms);
    return { signal: controller.signal, clear: () => void this.#deadlines.delete(controller) };
  }
}
