import type { DataQueryRequest, DataQueryResponse } from '@grafana/data';
import { FieldType, toDataFrame } from '@grafana/data';
import { of } from 'rxjs';

import type { HuntingQuery } from '../query';

import { choicesOf, huntOf } from './choices';
import { definitionOf, readVariableQuery, type VariableQuery } from './variableQuery';

const asked: HuntingQuery[] = [];
const answering = (answer: DataQueryResponse) => ({
  query: (request: DataQueryRequest<HuntingQuery>) => {
    asked.push(...request.targets);
    return of(answer);
  },
});
const rows = answering({
  data: [toDataFrame({ fields: [{ name: 'A', type: FieldType.string, values: ['x'] }] })],
});
const request = {} as DataQueryRequest<VariableQuery>;
const choose = (stored: Partial<VariableQuery>, runner = rows) => choicesOf(runner, request, readVariableQuery(stored));

beforeEach(() => asked.splice(0));

describe('choices without a call', () => {
  it.each([
    ['tables', { kind: 'tables' }, 'DeviceProcessEvents'],
    ['columns of a table', { kind: 'columns', table: 'DeviceInfo' }, 'OSPlatform'],
    ['tactics', { kind: 'tactics' }, 'LateralMovement'],
  ] satisfies Array<[string, Partial<VariableQuery>, string]>)('%s', async (_, stored, want) => {
    expect((await choose(stored)).map(({ value }) => value)).toContain(want);
    expect(asked).toEqual([]);
  });

  it('a table that is not known has no columns', async () => {
    expect(await choose({ kind: 'columns', table: 'Nope' })).toEqual([]);
  });

  it.each([{}, { kind: 'values', table: 'DeviceInfo' }, { kind: 'kql', query: ' ' }] satisfies Array<
    Partial<VariableQuery>
  >)('what is not complete asks for nothing: %j', async (stored) => {
    expect(await choose(stored)).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('choices by a hunt', () => {
  it('say that a variable asks', async () => {
    expect(await choose({ kind: 'kql', query: 'T' })).toMatchObject([{ text: 'x', value: 'x' }]);
    expect(asked).toMatchObject([{ query: 'T', origin: 'variable', format: 'table' }]);
  });

  it('fail with the reason', async () => {
    const failing = answering({ data: [], errors: [{ message: 'no such table' }] });
    await expect(choose({ kind: 'devices' }, failing)).rejects.toThrow('no such table');
  });

  it('of a column ask in the time range, where the table has a time', () => {
    const hunt = (table: string) => huntOf({ refId: 'A', kind: 'values', table, column: "it's" });
    expect(hunt('DeviceInfo')).toContain("tostring(['it\\'s'])");
    expect(hunt('DeviceInfo')).toContain('$__timeFilter(Timestamp)');
    expect(hunt('DeviceTvmSoftwareInventory')).not.toContain('$__timeFilter');
  });

  it('of devices show the name and send the id', () => {
    expect(huntOf({ refId: 'A', kind: 'devices' })).toContain('__text = DeviceName, __value = DeviceId');
  });
});

describe('what a dashboard stores', () => {
  it.each([
    ['the KQL alone', 'T', 'T'],
    ['nothing', undefined, ''],
    ['a column', { kind: 'values', table: 'T', column: 'C' } as const, 'Values of T.C'],
    ['devices', { kind: 'devices' } as const, 'Devices'],
  ])('%s is read and shown', (_, stored, want) => {
    expect(definitionOf(readVariableQuery(stored))).toBe(want);
  });
});
