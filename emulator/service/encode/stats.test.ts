// cspell:words conhost
import { ticksFromIso } from '../../ticks';
import { statsBody, tableSize } from './stats';

const TIME = ticksFromIso('2020-08-30T06:38:35.7664356Z')!;

describe('Stats', () => {
  it('counts the bytes of the documented example as the document does', () => {
    const columns = [
      { name: 'Timestamp', type: 'datetime' as const },
      { name: 'FileName', type: 'string' as const },
      { name: 'InitiatingProcessFileName', type: 'string' as const },
    ];
    const row = [TIME, 'conhost.exe', 'powershell.exe'];
    expect(tableSize({ columns, rows: [row, row] })).toBe(102);
  });

  it.each([
    ['nothing', 0, '00:00:00.0000000'],
    ['more than a minute', 75.5, '00:01:15.5000000'],
    ['less than a tick', 1e-9, '00:00:00.0000000'],
  ])('writes %s as a .NET timespan', (_, seconds, want) => {
    const body = statsBody(seconds, { columns: [], rows: [] });
    expect(body).toMatchObject({ resource_usage: { cpu: { 'total cpu': want } } });
  });
});
