const CYCLE_MS = 15 * 60_000;

/**
 * The tenant's share of the service's processors: seconds of execution in each 15-minute cycle. Cycles begin on the
 * quarter hours. A hunt that begins with something left runs to its end; after that the tenant waits for the next cycle.
 */
export class CpuShare {
  #cycle = 0;
  #used = 0;

  /**
   * @param seconds of execution in a cycle; 0 switches the share off
   * @param wall milliseconds since 1970
   */
  constructor(
    public seconds: number,
    private readonly wall: () => number = Date.now
  ) {}

  /** Percent of the share that this cycle has used; 0 when the share is off. */
  get usedPercent(): number {
    this.#turn();
    return this.seconds > 0 ? (100 * this.#used) / this.seconds : 0;
  }

  set usedPercent(percent: number) {
    this.#turn();
    this.#used = (percent / 100) * this.seconds;
  }

  /** Seconds until the next cycle when nothing is left of this one, else undefined. */
  blockedFor(): number | undefined {
    const left = CYCLE_MS - (this.wall() % CYCLE_MS);
    return this.usedPercent >= 100 ? Math.ceil(left / 1000) : undefined;
  }

  /** Counts the execution time of a hunt, in seconds. */
  charge(seconds: number): void {
    this.#turn();
    this.#used += seconds;
  }

  #turn(): void {
    const cycle = Math.floor(this.wall() / CYCLE_MS);
    if (cycle !== this.#cycle) {
      this.#cycle = cycle;
      this.#used = 0;
    }
  }
}
