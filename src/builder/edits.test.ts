import type { Column, Table } from '../kql/knowledge';
import { TABLES } from '../schema/tables';

import { typeOf } from './columns';
import { withCall, withColumn, withFigure, withKeys, withOperator, withTable } from './edits';
import type { Condition, Figure } from './outline';
import { read } from './read';
import { write } from './write';

function outlineOf(kql: string) {
  const reading = read(kql);
  if ('refusal' in reading) {
    throw new Error(reading.refusal.reason);
  }
  return reading.outline;
}

describe('another table', () => {
  const moved = (kql: string, from: string, to: string) =>
    write(withTable(outlineOf(kql), to, TABLES, TABLES.get(from) as Table));

  it.each([
    ['begins with the newest events of the range', '', '', 'EmailEvents', 'EmailEvents\n| where $__timeFilter()\n| sort by Timestamp desc\n| take 100'], // prettier-ignore
    ['without a time begins with any', '', '', 'DeviceTvmSoftwareInventory', 'DeviceTvmSoftwareInventory\n| take 100'],
    ['keeps what both have', 'DeviceInfo | where $__timeFilter() | where DeviceName =~ "a" | sort by Timestamp desc', 'DeviceInfo', 'DeviceEvents', 'DeviceEvents\n| where $__timeFilter()\n| where DeviceName =~ "a"\n| sort by Timestamp desc'], // prettier-ignore
    ['goes by its own time', 'DeviceInfo | where Timestamp > ago(1d) | sort by Timestamp', 'DeviceInfo', 'CallActivityEvents', 'CallActivityEvents\n| where ActivityTimestamp > ago(1d)\n| sort by ActivityTimestamp'], // prettier-ignore
    ['without a time loses what goes by it', 'DeviceInfo | where $__timeFilter() and A == 1 | summarize count() by $__timeBin(), A', 'DeviceInfo', 'DeviceTvmSoftwareInventory', 'DeviceTvmSoftwareInventory\n| where A == 1\n| summarize count() by A'], // prettier-ignore
  ])('%s', (...[, kql, from, to, want]) => {
    expect(moved(kql, from, to)).toBe(want);
  });
});

describe('a condition', () => {
  const text: Condition = { column: 'FileName', operator: '=~', values: ["'443'"] };
  const on = (column: string, type?: string) => ({ column, type, timeColumn: 'Timestamp' });

  it.each([
    ['keeps its comparison and value on a column of the same type', withColumn(text, on('A', 'string')), { column: 'A', operator: '=~', values: ["'443'"] }], // prettier-ignore
    ['takes the type’s own where it can', withColumn(text, on('Port', 'int')), { column: 'Port', operator: '==', values: ['443'] }], // prettier-ignore
    ['forgets a value that is none of the type', withColumn({ ...text, values: ["'x'"] }, on('Port', 'int')), { column: 'Port', operator: '==', values: [''] }], // prettier-ignore
    ['on the table’s time is the range', withColumn(text, on('Timestamp', 'datetime')), { column: '', operator: '$__timeFilter', values: [] }], // prettier-ignore
    ['on another time is the range of that', withColumn(text, on('Seen', 'datetime')), { column: 'Seen', operator: '$__timeFilter', values: [] }], // prettier-ignore
    ['with a list keeps the value', withOperator(text, 'in~', on('FileName', 'string')), { column: 'FileName', operator: 'in~', values: ["'443'"] }], // prettier-ignore
    ['of a variable keeps no text', withOperator(text, '$__in', on('FileName', 'string')), { column: 'FileName', operator: '$__in', values: [''] }], // prettier-ignore
    ['keeps a variable', withOperator({ ...text, values: ['$f'] }, '$__in', on('FileName', 'string')), { column: 'FileName', operator: '$__in', values: ['$f'] }], // prettier-ignore
    ['between two values has room for both', withOperator({ ...text, values: ['1'] }, 'between', on('P', 'long')), { column: 'P', operator: 'between', values: ['1', ''] }], // prettier-ignore
  ])('%s', (_, condition, want) => {
    expect(condition).toEqual(want);
  });

  it('on a key compares text, and the column again without one', () => {
    expect(withKeys('D', 'a.b', 'dynamic')).toBe('tostring(D.a.b)');
    expect(withKeys('tolong(D.a)', 'b', 'dynamic')).toBe('tolong(D.b)');
    expect(withKeys('D', 'a', 'string')).toBe('tostring(parse_json(D).a)');
    expect(withKeys('tostring(parse_json(D).a)', ' ', 'string')).toBe('D');
  });
});

it('columns whose names differ in case only have types of their own', () => {
  const columns = (TABLES.get('DeviceProcessEvents')?.columns ?? []) as readonly Column[];
  expect(typeOf('LogonId', columns)).toBe(columns.find(({ name }) => name === 'LogonId')?.type);
  expect(typeOf('LogonID', columns)).toBe(columns.find(({ name }) => name === 'LogonID')?.type);
  expect(typeOf('logonId', columns)).toBeUndefined();
});

describe('a figure', () => {
  const sum: Figure = { name: 'SumA', call: 'sum', operands: ['A'] };

  it.each([
    ['takes the name of another kind', withCall(sum, 'avg'), { name: 'AverageA', call: 'avg', operands: ['A'] }],
    ['keeps a name that somebody gave', withCall({ ...sum, name: 'X' }, 'avg'), { name: 'X', call: 'avg', operands: ['A'] }], // prettier-ignore
    ['of all rows has no column', withCall(sum, 'count'), { name: 'Count', call: 'count', operands: [] }],
    ['of a percentile has a number', withCall(sum, 'percentile'), { name: 'P95A', call: 'percentile', operands: ['A', '95'] }], // prettier-ignore
    ['of a row keeps all columns and no name', withCall({ ...sum, name: 'X' }, 'arg_max'), { name: '', call: 'arg_max', operands: ['A', '*'] }], // prettier-ignore
  ])('%s', (_, figure, want) => {
    expect(figure).toEqual(want);
  });

  it('is numbered where another has its name', () => {
    expect(withFigure([sum], 1, sum).map(({ name }) => name)).toEqual(['SumA', 'SumA2']);
    expect(withFigure([sum, { ...sum, name: 'SumA2' }], 0, sum).map(({ name }) => name)).toEqual(['SumA', 'SumA2']);
  });
});
