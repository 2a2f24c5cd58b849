/** One call as `GET /_emulator/calls` tells it. */
export interface Call {
  /** When it arrived, ISO 8601 by the wall clock. */
  at: string;
  api: 'graph' | 'xdr' | 'mde' | 'token' | 'schema';
  method: string;
  path: string;
  status: number;
  ms: number;
  bytes: number;
  requestId: string;
  /** The application that called, once its credentials were read. */
  clientId?: string;
  /** The user in whose name it called, where there is one. */
  user?: string;
  query?: string;
  timespan?: string;
}

const KEPT = 10_000;
const WINDOW_MS = 60_000;

/** Remembers the newest calls, for tests and drills that ask what a dashboard cost. */
export class CallLog {
  #calls: Call[] = [];

  add(call: Call): void {
    this.#calls.push(call);
    if (this.#calls.length > KEPT) {
      this.#calls.shift();
    }
  }

  clear(): void {
    this.#calls = [];
  }

  /** The calls, oldest first, and the most hunting calls that any 60 seconds saw, over all APIs. */
  report(): { calls: Call[]; hunts: number; highestPerMinute: number } {
    const hunts = this.#calls.filter(({ api }) => api !== 'token' && api !== 'schema');
    return {
      calls: this.#calls,
      hunts: hunts.length,
      highestPerMinute: highestRate(hunts.map(({ at }) => Date.parse(at))),
    };
  }
}

/** The most of the moments (milliseconds) that lie within any 60 seconds. */
export function highestRate(moments: readonly number[]): number {
  const sorted = [...moments].sort((a, b) => a - b);
  let highest = 0;
  let first = 0;
  sorted.forEach((moment, last) => {
    while ((sorted[first] ?? moment) <= moment - WINDOW_MS) {
      first++;
    }
    highest = Math.max(highest, last - first + 1);
  });
  return highest;
}
