import { FieldType, toDataFrame } from '@grafana/data';

import { KNOWLEDGE } from '../schema/knowledge';

import { difference } from './box';
import { readBudget } from './budget';
import { engineSchema } from './monaco/kustoSchema';
import { unreadable } from './monaco/markers';
import { read } from './sideRun';

it('the Kusto service gets all tables, macros and functions, and variables of any type', () => {
  const { database, globalScalarParameters } = engineSchema(KNOWLEDGE, ['device']);
  expect(database.tables).toHaveLength(KNOWLEDGE.tables.size);
  expect(database.functions.map(({ name }) => name)).toEqual(expect.arrayContaining(['$__timeFilter', 'FileProfile']));
  expect(globalScalarParameters).toContainEqual({ name: '$device', type: 'System.Object', cslType: 'dynamic' });
  expect(globalScalarParameters).toContainEqual({ name: '$__interval', type: 'System.TimeSpan', cslType: 'timespan' });
});

it.each([
  ['T | where a in (${v:csv})', ['${v:csv}']],
  ['T | where a in ([[v]])', ['[[v]]']],
  ['T | invoke FileProfile(SHA1, 5) | take 1', ['invoke FileProfile(SHA1, 5)']],
  ['T | where a == $v', []],
])('what the Kusto service cannot read in %s is left alone', (kql, want) => {
  expect(unreadable(kql).map(({ start, end }) => kql.slice(start, end))).toEqual(want);
});

it.each([
  ['what the backend sends', { leftOthers: 7, limits: { callsPerMinute: 30 } }, { left: 7, all: 30 }],
  ['a flat form', { left: 7, callsPerMinute: 30 }, { left: 7, all: 30 }],
  ['nothing', undefined, undefined],
  ['an error page', '<html>', undefined],
  ['half of it', { left: 7 }, undefined],
])('a budget is read from %s', (_, answer, want) => {
  expect(readBudget(answer)).toEqual(want && { ...want, closedUntil: undefined });
});

it.each([
  ['abc', 'abXc'],
  ['abc', ''],
  ['', 'abc'],
  ['aaa', 'aa'],
  ['same', 'same'],
])('the difference of %j and %j makes one of the other', (before, after) => {
  const [edit] = difference(before, after);
  expect(edit ? before.slice(0, edit.start) + edit.text + before.slice(edit.end) : before).toBe(after);
});

describe('a run beside the panel', () => {
  const frame = toDataFrame({
    fields: [
      { name: 'Count', type: FieldType.number, values: [123456] },
      { name: 'Timestamp', type: FieldType.time, values: [0] },
    ],
  });

  it('tells a number of rows', () => {
    expect(read({ data: [frame] }, 'size')).toEqual({ kind: 'size', rows: 123456 });
  });

  it('tells rows as text', () => {
    const rows = [['123456', '1970-01-01 00:00:00']];
    expect(read({ data: [frame] }, 'rows')).toEqual({ kind: 'rows', columns: ['Count', 'Timestamp'], rows, all: 1 });
  });

  it('tells why it failed', () => {
    expect(read({ data: [], errors: [{ message: 'No.' }] }, 'rows')).toEqual({ kind: 'failed', message: 'No.' });
  });
});
