/**
 * Ticks are how Kusto and .NET count time: units of 100 ns, a bigint. A moment is the ticks since 0001-01-01T00:00Z,
 * a timespan the ticks of its length.
 */
export const TICKS_PER_MS = 10_000n;
export const TICKS_PER_SECOND = 10_000_000n;
export const TICKS_PER_MINUTE = 60n * TICKS_PER_SECOND;
export const TICKS_PER_DAY = 86_400n * TICKS_PER_SECOND;

/** The ticks of 1970-01-01T00:00Z. */
export const UNIX_EPOCH_TICKS = 621_355_968_000_000_000n;

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?$/;

/** The moment of milliseconds since 1970. */
export function ticksFromMs(ms: number): bigint {
  return UNIX_EPOCH_TICKS + BigInt(Math.round(ms)) * TICKS_PER_MS;
}

/** Milliseconds since 1970, the ticks below a millisecond cut off. */
export function msFromTicks(ticks: bigint): number {
  return Number((ticks - UNIX_EPOCH_TICKS) / TICKS_PER_MS);
}

/** Reads an ISO 8601 moment with up to 9 fraction digits (7 kept); without a zone it is UTC. Undefined when it is none. */
export function ticksFromIso(text: string): bigint | undefined {
  const match = ISO.exec(text);
  if (!match) {
    return undefined;
  }
  const [, day = '', time = '00:00', fraction = '', zone = 'Z'] = match;
  const iso = `${day}T${time.length === 5 ? `${time}:00` : time}${zone}`;
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) {
    return undefined;
  }
  return ticksFromMs(ms) + BigInt(fraction.padEnd(7, '0').slice(0, 7));
}

/** A moment as the hunting services write it: 7 fraction digits and Z. */
export function isoFromTicks(ticks: bigint): string {
  const sinceEpoch = ticks - UNIX_EPOCH_TICKS;
  const fraction = ((sinceEpoch % TICKS_PER_SECOND) + TICKS_PER_SECOND) % TICKS_PER_SECOND;
  const seconds = (sinceEpoch - fraction) / TICKS_PER_SECOND;
  const iso = new Date(Number(seconds) * 1000).toISOString();
  return `${iso.slice(0, -5)}.${fraction.toString().padStart(7, '0')}Z`;
}

/** A timespan as .NET writes it: `[-][d.]hh:mm:ss[.fffffff]`. */
export function textFromTimespan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const days = size / TICKS_PER_DAY;
  const two = (part: bigint) => part.toString().padStart(2, '0');
  const clock = [
    (size / (60n * TICKS_PER_MINUTE)) % 24n,
    (size / TICKS_PER_MINUTE) % 60n,
    (size / TICKS_PER_SECOND) % 60n,
  ];
  const fraction = size % TICKS_PER_SECOND;
  const tail = fraction === 0n ? '' : `.${fraction.toString().padStart(7, '0')}`;
  return `${ticks < 0n ? '-' : ''}${days === 0n ? '' : `${days}.`}${clock.map(two).join(':')}${tail}`;
}

/** Reads a .NET timespan (`1.02:03:04.5`); undefined when it is none. */
export function ticksFromTimespan(text: string): bigint | undefined {
  const match = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?$/.exec(text);
  if (!match) {
    return undefined;
  }
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const size = whole * TICKS_PER_SECOND + BigInt(fraction.padEnd(7, '0'));
  return sign ? -size : size;
}
