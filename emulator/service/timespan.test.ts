import { isoFromTicks, ticksFromIso } from '../ticks';
import { readTimespan } from './timespan';

const NOW = ticksFromIso('2026-11-21T12:00:00Z')!;

function read(text: string | undefined): string | undefined {
  const window = readTimespan(text, NOW);
  return window && `${isoFromTicks(window.from)} ${isoFromTicks(window.to)}`.replaceAll('.0000000Z', 'Z');
}

const RIGHT_NOW = '2026-11-21T12:00:00.0000001Z';

describe('readTimespan', () => {
  it.each([
    ['nothing: the last 30 days', undefined, `2026-10-22T12:00:00Z ${RIGHT_NOW}`],
    ['an empty text', '', `2026-10-22T12:00:00Z ${RIGHT_NOW}`],
    ['start/end', '2026-11-20T00:00:00Z/2026-11-21T00:00:00Z', '2026-11-20T00:00:00Z 2026-11-21T00:00:00Z'],
    ['duration/end', 'P1DT12H/2026-11-21T00:00:00Z', '2026-11-19T12:00:00Z 2026-11-21T00:00:00Z'],
    ['start/duration', '2026-11-20T00:00:00Z/PT90M', '2026-11-20T00:00:00Z 2026-11-20T01:30:00Z'],
    ['a duration that ends now', 'P7D', '2026-11-14T12:00:00.0000001Z 2026-11-21T12:00:00.0000001Z'],
    ['one instant', '2026-11-20T06:00:00Z', `2026-11-20T06:00:00Z ${RIGHT_NOW}`],
    ['weeks', 'P1W/2026-11-21T00:00:00Z', '2026-11-14T00:00:00Z 2026-11-21T00:00:00Z'],
    ['a calendar month, from the 31st', '2026-10-31T00:00:00Z/P1M', '2026-10-31T00:00:00Z 2026-11-30T00:00:00Z'],
    [
      'fractions of a second',
      '2026-11-20T00:00:00.5Z/PT0.25S',
      '2026-11-20T00:00:00.5000000Z 2026-11-20T00:00:00.7500000Z',
    ],
    ['more than 30 days back is cut to 30', 'P90D', `2026-10-22T12:00:00Z ${RIGHT_NOW}`],
    [
      'an end after now stays',
      '2026-11-21T00:00:00Z/2026-11-22T00:00:00Z',
      '2026-11-21T00:00:00Z 2026-11-22T00:00:00Z',
    ],
  ])('reads %s', (_, text, want) => {
    expect(read(text)).toBe(want);
  });

  it('a tenant that keeps more days is read further back', () => {
    const window = readTimespan('P90D', NOW, 60);
    expect(window && isoFromTicks(window.from)).toBe('2026-09-22T12:00:00.0000000Z');
  });

  it.each([
    'soon',
    'P',
    'PT',
    '7d',
    'P1D/P2D',
    '2026-11-20T00:00:00Z/',
    'a/b',
    '2026-01-01/2026-01-02/2026-01-03',
    '-P1D',
  ])('refuses %j', (text) => {
    expect(read(text)).toBeUndefined();
  });
});
