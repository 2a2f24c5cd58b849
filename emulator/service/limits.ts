import { CpuShare } from './cpuShare';
import { Quota } from './quota';
import { cpuExhausted, tooManyCalls } from './refusals';

/** What one tenant may ask of the service; drills change it while the emulator runs. */
export class Limits {
  readonly quota: Quota;
  readonly cpu: CpuShare;
  /** Whether a 429 says when to come back; the service is not sure to. */
  retryAfter = true;
  /** Seconds that a query may run, instead of its API's own. */
  timeoutSeconds: number | undefined;
  /** Tables that a search, union or find may reach without naming them. */
  mostTables: number | undefined;

  /**
   * @param callsPerMinute 0 switches the quotas off, that of calls and that of the processors
   * @param cpuSeconds of execution in 15 minutes
   * @param wall milliseconds since 1970
   */
  constructor(callsPerMinute: number, cpuSeconds: number, wall: () => number = Date.now) {
    this.quota = new Quota(callsPerMinute, wall);
    this.cpu = new CpuShare(callsPerMinute === 0 ? 0 : cpuSeconds, wall);
  }

  /** Lets one call in. Throws the 429 of the limit that is used up. */
  admit(): void {
    const place = this.quota.take();
    if (!place.allowed) {
      throw tooManyCalls(this.quota.callsPerMinute, this.retryAfter ? place.retryAfter : undefined);
    }
    const blocked = this.cpu.blockedFor();
    if (blocked !== undefined) {
      throw cpuExhausted(blocked, this.retryAfter ? blocked : undefined);
    }
  }

  /** The limits as `/_emulator/quota` tells them. */
  state(): Record<keyof typeof SETTERS, number | boolean> {
    return {
      callsPerMinute: this.quota.callsPerMinute,
      cpuSeconds: this.cpu.seconds,
      cpuUsedPercent: Math.round(this.cpu.usedPercent * 100) / 100,
      retryAfter: this.retryAfter,
      timeoutSeconds: this.timeoutSeconds ?? 0,
      mostTables: this.mostTables ?? 0,
    };
  }

  /** Changes limits as `POST /_emulator/quota` says. Throws a sentence that names what is wrong, and changes nothing. */
  change(value: unknown): void {
    const given = Object.entries(typeof value === 'object' && value !== null ? value : {});
    for (const [name, limit] of given) {
      const setter = Object.hasOwn(SETTERS, name) ? SETTERS[name as keyof typeof SETTERS] : undefined;
      if (!setter) {
        throw new Error(`There is no limit "${name}"; there are ${Object.keys(SETTERS).join(', ')}.`);
      }
      if (typeof limit !== setter.type || (typeof limit === 'number' && !(limit >= 0))) {
        const want = setter.type === 'number' ? 'a number, 0 or more' : 'true or false';
        throw new Error(`The limit "${name}" must be ${want}, not ${JSON.stringify(limit)}.`);
      }
    }
    for (const [name, limit] of given) {
      SETTERS[name as keyof typeof SETTERS].set(this, Number(limit));
    }
  }
}

interface Setter {
  type: 'number' | 'boolean';
  /** True comes as 1. */
  set(limits: Limits, value: number): void;
}

const SETTERS = {
  callsPerMinute: { type: 'number', set: (limits, value) => void (limits.quota.callsPerMinute = value) },
  cpuSeconds: { type: 'number', set: (limits, value) => void (limits.cpu.seconds = value) },
  cpuUsedPercent: { type: 'number', set: (limits, value) => void (limits.cpu.usedPercent = value) },
  retryAfter: { type: 'boolean', set: (limits, value) => void (limits.retryAfter = value === 1) },
  timeoutSeconds: { type: 'number', set: (limits, value) => void (limits.timeoutSeconds = value || undefined) },
  mostTables: { type: 'number', set: (limits, value) => void (limits.mostTables = value || undefined) },
} as const satisfies Record<string, Setter>;
