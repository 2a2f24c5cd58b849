import { HINTS } from '../../english/hints';
import { textAt, textBetween } from '../script';

import { type Hint, replace, type Rule, span } from './hint';

const { message, fix } = HINTS['utc-days'];
const DAYS = ['1d', '7d', '24h', '1day'];

/** Bins of a day or a week, which begin at midnight UTC, on a dashboard in another zone. */
export const utcDays: Rule = ({ script, zone }) => {
  if (zone.minutes === 0) {
    return [];
  }
  return script.tokens.flatMap(({ text }, i): Hint[] => {
    const close = script.partner[i + 1] ?? -1;
    const comma = close - 2;
    const isBin = text === 'bin' && DAYS.includes(textAt(script, close - 1)) && textAt(script, comma) === ',';
    if (close < 0 || !(isBin || text === 'startofday')) {
      return [];
    }
    const at = span(script, i, close + 1);
    const column = textBetween(script, i + 2, isBin ? comma : close);
    const size = isBin ? textAt(script, close - 1) : '1d';
    const edits = [replace(at, `bin_at(${column}, ${size}, datetime(${midnight(zone.minutes)}))`)];
    const fixes = [{ label: fix(zone.name), edits }];
    return [{ code: 'utc-days', severity: 'info', message: message(zone.name), ...at, fixes }];
  });
};

/** A midnight of the zone that begins a Monday, as Kusto's weeks do, in UTC. The zone's summer time moves it by an hour. */
function midnight(minutesAhead: number): string {
  return new Date(Date.UTC(2024, 0, 1) - minutesAhead * 60_000).toISOString().slice(0, 16);
}
