import { FieldType, toDataFrame } from '@grafana/data';

import { optionsOf } from './options';

const frame = (...fields: Array<[string, unknown[], FieldType?]>) =>
  toDataFrame({ fields: fields.map(([name, values, type = FieldType.string]) => ({ name, values, type })) });

const pairs = (...fields: Parameters<typeof frame>) =>
  optionsOf(frame(...fields)).map(({ text, value }) => [text, value]);

describe('the choices of a variable', () => {
  it('one column is shown and sent', () => {
    expect(pairs(['DeviceName', ['a', 'b']])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
    ]);
  });

  it('a second column is sent instead', () => {
    expect(pairs(['DeviceName', ['a']], ['DeviceId', ['1']])).toEqual([['a', '1']]);
  });

  it('names win over places', () => {
    expect(pairs(['X', ['x']], ['__value', ['1']], ['__text', ['a']])).toEqual([['a', '1']]);
  });

  it('a text alone is sent, too', () => {
    expect(pairs(['X', ['x']], ['text', ['a']])).toEqual([['a', 'a']]);
  });

  it('a choice without a text is shown as it is sent, one without a value is none', () => {
    expect(pairs(['__text', ['', 'b']], ['__value', ['1', '']])).toEqual([['1', '1']]);
  });

  it('each value is one choice', () => {
    expect(pairs(['A', ['a', 'a', null]])).toEqual([['a', 'a']]);
  });

  it('numbers, times and documents are texts', () => {
    expect(pairs(['A', [7], FieldType.number])).toEqual([['7', '7']]);
    expect(pairs(['A', [0], FieldType.time])).toEqual([['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z']]);
    expect(pairs(['A', [{ a: 1 }], FieldType.other])).toEqual([['{"a":1}', '{"a":1}']]);
  });

  it('the other columns are properties', () => {
    expect(optionsOf(frame(['A', ['a']], ['B', ['1']], ['OS', ['Linux']]))[0]?.properties).toEqual({
      A: 'a',
      B: '1',
      OS: 'Linux',
    });
  });

  it('nothing comes of no rows', () => {
    expect(optionsOf(undefined)).toEqual([]);
    expect(pairs(['A', []])).toEqual([]);
  });
});
