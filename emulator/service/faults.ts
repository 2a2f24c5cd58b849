/** Where a fault happens: at the hunting APIs, the token endpoint, or the two calls that tell the schema. */
export const FAULT_PATHS = ['hunting', 'token', 'schema'] as const;

/** Something that goes wrong on request, `times` calls long. */
export interface Fault extends Damage {
  path: (typeof FAULT_PATHS)[number];
  times: number;
  /** Its name in `NAMED_FAULTS`; one without a name is what its fields say. */
  name?: string;
  /** Waits so long before anything else, in milliseconds. */
  delayMs?: number;
  /** Answers with this status; without one (and without a body) the true answer follows. */
  status?: number;
  /** The body: text as it is, anything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Answers with a refusal of the service, in the words and the shape of the API that was called. */
  refusal?: 'calls' | 'cpu' | 'unknown' | 'page';
  /** Seconds in the `Retry-After` of such a refusal; absent: none. */
  retryAfter?: number;
  /** Answers with so many megabytes of blanks, packed into a thousandth by gzip. */
  gzipMegabytes?: number;
}

/** What a fault does to the true answer. */
export interface Damage {
  /** Breaks the connection after so many bytes of the body. */
  cutAfterBytes?: number;
  /** Sends no more than this a second. */
  bytesPerSecond?: number;
  /** Moves the `Date` header; negative into the past. */
  skewSeconds?: number;
  /** The hunt runs so much longer: it costs as much and meets the time-out. */
  runMs?: number;
  /** Breaks the body's JSON in the middle. */
  malformed?: boolean;
  /** Fills every cell with another type than the schema says. */
  wrongTypes?: boolean;
}

/** The faults that are still to happen, in the order they were asked for. */
export class Faults {
  #queue: Fault[] = [];

  add(fault: Fault): void {
    this.#queue.push(fault);
  }

  clear(): void {
    this.#queue = [];
  }

  list(): readonly Fault[] {
    return this.#queue;
  }

  /** The fault for the next call of a path, used up by one. */
  take(path: Fault['path']): Fault | undefined {
    const fault = this.#queue.find((candidate) => candidate.path === path);
    if (fault) {
      fault.times--;
      this.#queue = this.#queue.filter(({ times }) => times > 0);
    }
    return fault;
  }
}
