import { isoFromTicks, textFromTimespan, ticksFromIso, ticksFromTimespan } from './ticks';

describe('ticksFromIso', () => {
  it.each([
    ['a moment with 7 fraction digits', '2026-11-05T02:50:54.6310001Z', '2026-11-05T02:50:54.6310001Z'],
    ['a moment without a zone is UTC', '2026-11-05T02:50:54', '2026-11-05T02:50:54.0000000Z'],
    ['a day', '2026-11-05', '2026-11-05T00:00:00.0000000Z'],
    ['an offset', '2026-11-05T02:00:00+02:00', '2026-11-05T00:00:00.0000000Z'],
    ['a moment before 1970', '1969-12-31T23:59:59.9999999Z', '1969-12-31T23:59:59.9999999Z'],
    ['digits below a tick are cut off', '2026-01-01T00:00:00.123456789Z', '2026-01-01T00:00:00.1234567Z'],
  ])('reads %s', (_, text, want) => {
    expect(isoFromTicks(ticksFromIso(text)!)).toBe(want);
  });

  it.each(['', 'yesterday', '2026-13-01', '2026-11-05T25:00:00Z', '20261105'])('refuses %j', (text) => {
    expect(ticksFromIso(text)).toBeUndefined();
  });
});

describe('a timespan', () => {
  it.each([
    ['hours', '01:02:03'],
    ['days', '2.00:00:00'],
    ['a fraction', '00:00:00.0000001'],
    ['a negative one', '-1.12:00:00.5000000'],
  ])('is written as it was read: %s', (_, text) => {
    expect(textFromTimespan(ticksFromTimespan(text)!)).toBe(text);
  });
});
