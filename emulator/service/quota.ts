const WINDOW_MS = 60_000;

/** The calls one tenant may make in any 60 seconds, counted in a sliding window. */
export class Quota {
  #taken: number[] = [];

  /**
   * @param callsPerMinute 0 switches the quota off
   * @param wall milliseconds since 1970
   */
  constructor(
    readonly callsPerMinute: number,
    private readonly wall: () => number = Date.now
  ) {}

  /** Takes a place for one call; otherwise says in how many seconds one is free. A refused call takes none. */
  take(): { allowed: true } | { allowed: false; retryAfter: number } {
    const now = this.wall();
    this.#taken = this.#taken.filter((at) => at > now - WINDOW_MS);
    const oldest = this.#taken[0];
    if (this.callsPerMinute > 0 && this.#taken.length >= this.callsPerMinute && oldest !== undefined) {
      return { allowed: false, retryAfter: Math.max(1, Math.ceil((oldest + WINDOW_MS - now) / 1000)) };
    }
    this.#taken.push(now);
    return { allowed: true };
  }
}
