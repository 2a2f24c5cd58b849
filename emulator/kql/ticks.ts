/** Kusto's ways of writing times, read as ticks (`../ticks.ts`). */
import { at } from './at';
import { TICKS_PER_DAY, TICKS_PER_MINUTE, TICKS_PER_MS, TICKS_PER_SECOND, ticksFromMs } from '../ticks';

export const SECOND = TICKS_PER_SECOND;
export const MINUTE = TICKS_PER_MINUTE;
export const HOUR = 60n * TICKS_PER_MINUTE;
export const DAY = TICKS_PER_DAY;

/** The units of a timespan such as `2h`, in ticks. */
export const UNITS: Record<string, bigint> = {
  tick: 1n,
  ticks: 1n,
  microsecond: 10n,
  microseconds: 10n,
  us: 10n,
  ms: TICKS_PER_MS,
  milli: TICKS_PER_MS,
  millis: TICKS_PER_MS,
  millisecond: TICKS_PER_MS,
  milliseconds: TICKS_PER_MS,
  s: SECOND,
  sec: SECOND,
  second: SECOND,
  seconds: SECOND,
  m: MINUTE,
  min: MINUTE,
  minute: MINUTE,
  minutes: MINUTE,
  h: HOUR,
  hr: HOUR,
  hrs: HOUR,
  hour: HOUR,
  hours: HOUR,
  d: DAY,
  day: DAY,
  days: DAY,
};

/** `2h`, `1.5d`, `1.02:03:04.5`, `12:30`, or a bare number of days; undefined when it is none of them. */
export function parseTimespan(value: string): bigint | undefined {
  const text = value.trim().replace(/^['"]|['"]$/g, '');
  const unit = /^(-?)(\d+)(?:\.(\d+))?\s*([a-z]+)$/i.exec(text);
  if (unit) {
    const size = UNITS[at(unit, 4).toLowerCase()];
    if (size === undefined) {
      return undefined;
    }
    const fraction = unit[3] ?? '';
    const ticks = (BigInt(at(unit, 2) + fraction) * size) / 10n ** BigInt(fraction.length);
    return unit[1] ? -ticks : ticks;
  }
  const clock = /^(-?)(?:(\d+)\.)?(\d+):(\d+)(?::(\d+)(?:\.(\d{1,7}))?)?$/.exec(text);
  if (clock) {
    const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = clock;
    const ticks =
      BigInt(days) * DAY +
      BigInt(hours) * HOUR +
      BigInt(minutes) * MINUTE +
      BigInt(seconds) * SECOND +
      BigInt(fraction.padEnd(7, '0'));
    return sign ? -ticks : ticks;
  }
  return /^-?\d+$/.test(text) ? BigInt(text) * DAY : undefined;
}

const ISO =
  /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** An ISO 8601 date or time, or what JavaScript reads as one; without a zone it is UTC. */
export function parseDatetime(value: string): bigint | undefined {
  const text = value.trim().replace(/^['"]|['"]$/g, '');
  const iso = ISO.exec(text);
  if (!iso) {
    const milliseconds = Date.parse(/(Z|GMT|UTC|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text} UTC`);
    return Number.isNaN(milliseconds) ? undefined : ticksFromMs(milliseconds);
  }
  const [, year, month, day = '1', hour = '0', minute = '0', second = '0', fraction = '', zone] = iso;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second));
  const offset =
    zone && /\d/.test(zone) ? parseTimespan(zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2').replace('+', '')) : 0n;
  return ticksFromMs(date.getTime()) + BigInt(fraction.slice(0, 7).padEnd(7, '0')) - (offset ?? 0n);
}
