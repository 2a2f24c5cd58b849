import { LoadingState, type PanelData, toDataFrame } from '@grafana/data';

import cases from '../../tests/cases/culprit.json';

import { mistakeOf } from './mistake';

interface Culprit {
  name?: string;
  place?: { start: number; length: number };
}

/** What a run gave: an error, and beside it what the backend knows of it. */
function failed(message: string, sent: string, culprit: Culprit | null): PanelData {
  const frame = {
    ...toDataFrame({ refId: 'A', fields: [] }),
    meta: { executedQueryString: sent, custom: { culprit } },
  };
  return {
    state: LoadingState.Error,
    series: culprit ? [frame] : [],
    errors: [{ refId: 'A', message }],
    timeRange: {} as PanelData['timeRange'],
  };
}

describe('the place that the backend tells', () => {
  it.each(cases.filter(({ culprit }) => culprit?.place))('is marked: $name', ({ kql, message, culprit }) => {
    const { start = 0, length = 0 } = culprit?.place ?? {};
    expect(mistakeOf(failed(message, kql, culprit), 'A', kql)).toEqual({ start, end: start + length, message });
  });

  it.each([
    [
      'behind a macro that was written out',
      'T\n| where $__timeFilter() and Nope == 1\n| take 1',
      'T\n| where Timestamp >= datetime(2026-01-01) and Nope == 1\n| take 1',
      'Nope',
    ],
    ['before a variable', 'T | where Nope == $device', "T | where Nope == 'pc'", 'Nope'],
    [
      'the second of its name in the line, between two macros',
      '// x\nT | where $__timeFilter() and a == Nope and b == $__timeFrom()\n| take 5',
      '// x\nT | where t > datetime(1) and a == Nope and b == datetime(2)\n| take 5',
      'Nope',
    ],
  ])('is found %s', (_, kql, sent, name) => {
    const place = { start: sent.indexOf(name), length: name.length };
    const mistake = mistakeOf(failed('No.', sent, { name, place }), 'A', kql);
    expect(mistake).toEqual({ start: kql.indexOf(name), end: kql.indexOf(name) + name.length, message: 'No.' });
  });

  it('wins over the sentence, whose first name is another one', () => {
    const kql = 'T | where First == 1 and Second == 2';
    const place = { start: kql.indexOf('Second'), length: 6 };
    const mistake = mistakeOf(failed("Failed to resolve column named 'First'", kql, { place }), 'A', kql);
    expect(mistake?.start).toBe(place.start);
  });

  it('gives way to its name, and that to the sentence', () => {
    const named = mistakeOf(failed('No.', 'f()', { name: 'Inner', place: { start: 9, length: 2 } }), 'A', 'T | Inner');
    expect(named?.start).toBe(4);
    const said = mistakeOf(failed("Failed to resolve column named 'Nope'", 'x', null), 'A', 'T | where Nope');
    expect(said?.start).toBe(10);
  });

  it('of another query is not this one’s', () => {
    const kql = 'T | where Nope';
    expect(mistakeOf(failed('No.', kql, { place: { start: 10, length: 4 } }), 'B', kql)).toBeUndefined();
  });
});
