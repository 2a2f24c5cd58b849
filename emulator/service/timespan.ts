import { ticksFromIso, ticksFromMs, msFromTicks, TICKS_PER_DAY } from '../ticks';

/** A half-open span of time in ticks: `from` counts, `to` does not. */
export interface Window {
  from: bigint;
  to: bigint;
}

/** How many days back the service reads; longer only for what a tenant keeps in Sentinel. */
export const LOOK_BACK_DAYS = 30;

const DURATION =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * Reads the `Timespan` of a hunt: `start/end`, `duration/end`, `start/duration`, a duration that ends now, or one
 * instant that starts the span which ends now. Nothing means all the days that the service reads back. Nothing older is
 * ever returned, and a span that ends before it starts is empty. Undefined when the text is none of these.
 */
export function readTimespan(text: string | undefined, now: bigint, days = LOOK_BACK_DAYS): Window | undefined {
  const oldest = now - BigInt(days) * TICKS_PER_DAY;
  const rightNow = now + 1n; // a row of this very tick exists
  const window = text === undefined || text === '' ? { from: oldest, to: rightNow } : parse(text.trim(), rightNow);
  return window && { from: window.from < oldest ? oldest : window.from, to: window.to };
}

function parse(text: string, now: bigint): Window | undefined {
  const [first = '', second, ...more] = text.split('/');
  if (more.length > 0) {
    return undefined;
  }
  if (second === undefined) {
    const from = first.startsWith('P') ? shift(now, first, -1) : ticksFromIso(first);
    return both(from, now);
  }
  if (first.startsWith('P')) {
    const to = ticksFromIso(second);
    return to === undefined ? undefined : both(shift(to, first, -1), to);
  }
  const from = ticksFromIso(first);
  if (from === undefined) {
    return undefined;
  }
  return both(from, second.startsWith('P') ? shift(from, second, 1) : ticksFromIso(second));
}

function both(from: bigint | undefined, to: bigint | undefined): Window | undefined {
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** A moment moved by an ISO 8601 duration; years and months are calendar ones. */
function shift(moment: bigint, duration: string, sign: 1 | -1): bigint | undefined {
  const match = DURATION.exec(duration);
  if (!match) {
    return undefined;
  }
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const calendar = moveMonths(moment, sign * (years * 12 + months));
  const exact = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
  return calendar + BigInt(sign) * BigInt(Math.round(exact * 1e7));
}

function moveMonths(moment: bigint, months: number): bigint {
  if (months === 0) {
    return moment;
  }
  const date = new Date(msFromTicks(moment));
  const moved = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  const timeOfMonth = moment - ticksFromMs(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()));
  return ticksFromMs(moved + (Math.min(date.getUTCDate(), lastDay) - 1) * 86_400_000) + timeOfMonth;
}
