import { KNOWLEDGE } from '../schema/knowledge';

import { columnsAt, sourceTables } from './columnsAt';
import { readScript } from './script';

/** Names of the columns that the last stage of the last statement can use. */
function atEnd(kql: string): string[] {
  const script = readScript(kql);
  const last = script.pipelines.filter(({ parent, name }) => !parent && !name).at(-1)!;
  return columnsAt({ script, knowledge: KNOWLEDGE }, last, last.stages.length - 1).map(({ name }) => name);
}

describe('the columns in scope after', () => {
  it.each([
    ['a summary', 'DeviceProcessEvents | summarize Hunts = count(), dcount(DeviceId) by FileName, bin(Timestamp, 1h) | x', ['Hunts', 'dcount_DeviceId', 'FileName', 'Timestamp']], // prettier-ignore
    ['a projection', 'DeviceInfo | project DeviceName, Site = MachineGroup | x', ['DeviceName', 'Site']],
    ['a count', 'DeviceInfo | count | x', ['Count']],
    ['a let', 'let a = DeviceInfo | project DeviceId; a | extend b = 1 | x', ['DeviceId', 'b']],
    ['a join', 'DeviceInfo | project A = 1 | join (DeviceInfo | project B = 2) on A | x', ['A', 'B']],
    ['a table of its own', "datatable (Name: string, Size: long) ['a', 1] | x", ['Name', 'Size']],
    ['a column taken away', 'DeviceInfo | project A = 1, B = 2 | project-away A | x', ['B']],
    ['a let that names itself', 'let a = a | project B = 1; a | x', ['B']],
  ])('%s', (_, kql, want) => {
    expect(atEnd(kql).sort()).toEqual(want.sort());
  });

  it('a table are its own, and a filter keeps them', () => {
    expect(atEnd('DeviceLogonEvents | where true | x')).toEqual(expect.arrayContaining(['LogonType', 'Timestamp']));
  });

  it('the newest row of each device are all of them', () => {
    expect(atEnd('DeviceInfo | summarize arg_max(Timestamp, *) by DeviceId | x')).toContain('OSPlatform');
  });
});

it.each([
  ['union DeviceInfo, (DeviceEvents | take 1)', ['DeviceInfo', 'DeviceEvents']],
  ['let a = DeviceInfo; a | take 1', ['DeviceInfo']],
  ['print 1', []],
])('the tables of %s', (kql, want) => {
  const script = readScript(kql);
  const last = script.pipelines.filter(({ parent, name }) => !parent && !name).at(-1)!;
  expect(sourceTables({ script, knowledge: KNOWLEDGE }, last)).toEqual(want);
});
