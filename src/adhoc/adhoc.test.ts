import { dateTime, FieldType, toDataFrame } from '@grafana/data';
import { of } from 'rxjs';

import { withDefaults } from '../query';
import { TABLES } from '../schema/tables';

import { filtersOf } from './filters';
import { tablesOf, tagKeys } from './tagKeys';
import { tagValues, valuesOf } from './tagValues';

const ALL = [...TABLES.values()];
const about = (query: string) => [withDefaults({ refId: 'A', query })];

describe('the columns that a filter may name', () => {
  it('are those of the tables that the queries name', () => {
    const keys = tagKeys(about('DeviceInfo | take 1 // EmailEvents')).map(({ text }) => text);
    expect(keys).toContain('OSPlatform');
    expect(keys).not.toContain('RecipientEmailAddress');
  });

  it('are those of all tables where no query is given, each once', () => {
    const keys = tagKeys().map(({ text }) => text);
    expect(keys).toContain('RecipientEmailAddress');
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the values of a column', () => {
  it('come of a small table that has it', () => {
    expect(valuesOf('DeviceName', ALL)).toMatch(/^DeviceInfo\n/);
    expect(valuesOf('RemoteUrl', tablesOf(about('DeviceNetworkEvents')))).toMatch(/^DeviceNetworkEvents\n/);
  });

  it.each(['Nope', 'Timestamp', 'AdditionalFields'])('are none of %s', (key) => {
    expect(valuesOf(key, tablesOf(about('CloudAppEvents')))).toBeUndefined();
  });

  it('are asked for at the lowest priority, in the range', async () => {
    const range = { from: dateTime(0), to: dateTime(1), raw: { from: 'now-1h', to: 'now' } };
    const query = jest.fn(() =>
      of({ data: [toDataFrame({ fields: [{ name: 'Choice', type: FieldType.string, values: ['a'] }] })] })
    );
    const found = await tagValues({ query }, { key: 'DeviceName', filters: [], timeRange: range });
    expect(found).toEqual([{ text: 'a', value: 'a' }]);
    expect(query).toHaveBeenCalledWith(
      expect.objectContaining({ range, targets: [expect.objectContaining({ origin: 'suggestion' })] })
    );
  });
});

describe('filters on their way to the backend', () => {
  it.each([
    [
      'one value',
      { key: 'A', operator: '=', value: 'a', origin: 'dashboard' },
      [{ key: 'A', operator: '=', value: 'a' }],
    ],
    [
      'several values',
      { key: 'A', operator: '=|', value: 'a', values: ['a', 'b'] },
      [{ key: 'A', operator: '=|', value: 'a', values: ['a', 'b'] }],
    ],
    [
      'one of one',
      { key: 'A', operator: '!=|', value: 'a' },
      [{ key: 'A', operator: '!=|', value: 'a', values: ['a'] }],
    ],
    ['one that matches all', { key: 'A', operator: '=~', value: '.*' }, undefined],
    ['one that is being written', { key: 'A', operator: '=', value: '' }, undefined],
  ])('%s', (_, filter, want) => {
    expect(filtersOf([filter])).toEqual(want);
  });
});
