const WINDOW_MS = 60_000;

/** The calls one tenant may make in any 60 seconds, counted in a sliding window. */
export class Quota {
  #taken: number[] = [];

  /**
   * @param callsPerMinute 0 switches the quota off
   * @param wall milliseconds since 1970
   */
  constructor(
    public callsPerMinute: number,
    private readonly wall: () => number = Date.now
  ) {}

  /** Takes a place for one call; otherwise says in how many seconds one is free. A refused call takes none. */
  take(): { allowed: true } | { allowed: false; retryAfter: number } {
    const now = this.wall();
    this.#taken = this.#taken.filter((at) => at > now - WINDOW_MS);
    const blocking = this.#taken.at(-this.callsPerMinute);
    if (this.callsPerMinute > 0 && this.#taken.length >= this.callsPerMinute && blocking !== undefined) {
      return { allowed: false, retryAfter: Math.max(1, Math.ceil((blocking + WINDOW_MS - now) / 1000)) };
    }
    this.#taken.push(now);
    return { allowed: true };
  }
}
