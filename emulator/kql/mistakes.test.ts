import { DuckDBInstance } from '@duckdb/node-api';

import { createEngine, type KqlEngine, KqlError } from './engine';
import { loadTable } from './loadTable';

let engine: KqlEngine;

beforeAll(async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const columns = [
    { name: 'Timestamp', type: 'datetime' as const },
    { name: 'DeviceName', type: 'string' as const },
    { name: 'FileSize', type: 'long' as const },
  ];
  const tables = ['Events', 'Devices'].map((name) => ({ name, timeColumn: 'Timestamp', columns }));
  for (const table of tables) {
    await loadTable(connection, table, []);
  }
  connection.closeSync();
  engine = createEngine(instance, tables);
}, 30_000);

const column = (operator: string, name: string) =>
  `'${operator}' operator: Failed to resolve column or scalar expression named '${name}'`;
const value = (operator: string, name: string) =>
  `'${operator}' operator: Failed to resolve scalar expression named '${name}'`;
const table = (operator: string, name: string) =>
  `'${operator}' operator: Failed to resolve table or column expression named '${name}'`;
const unordered = (name: string) =>
  `Function '${name}' cannot be invoked in current context. Details: the row set must be serialized`;
const parsed = (token: string, place: string) => `Query could not be parsed at '${token}' on line [${place}]`;

describe('a regular expression that cannot be read', () => {
  it.each([
    ['a group without its end', 'print "a" matches regex "(a"', 'missing ): (a'],
    ['an end without its group', 'datatable(s: string) ["a"] | where s matches regex "a)"', 'unexpected ): a)'],
    ['a look behind', 'print extract("(?<=a)b", 0, "ab")', 'invalid perl operator: (?<'],
  ])('%s', async (_name, kql, why) => {
    const message = `Regex pattern is ill-formed: ${why}`;
    await expect(engine.run(kql, { now: 0n })).rejects.toMatchObject({ kind: 'semantic', message });
  });
});

describe('a common mistake gets the sentence of the service and its place', () => {
  it.each([
    ['a misspelled table', 'Event | take 1', 'semantic', table('take', 'Event'), 'Event'],
    ['a table in another case', 'events | count', 'semantic', table('count', 'events'), 'events'],
    ['a missing table of a union', 'Events | union Mail', 'semantic', table('union', 'Mail'), 'Mail'],
    ['a misspelled column in where', 'Events | where Nam == 1', 'semantic', column('where', 'Nam'), 'Nam'],
    [
      'a column in another case',
      'Events | where devicename == ""',
      'semantic',
      column('where', 'devicename'),
      'devicename',
    ],
    ['a misspelled column in project', 'Events | project Nam', 'semantic', value('project', 'Nam'), 'Nam'],
    ['a misspelled column in extend', 'Events | extend a = Nam', 'semantic', value('extend', 'Nam'), 'Nam'],
    ['a misspelled column in summarize', 'Events | summarize max(Nam)', 'semantic', value('summarize', 'Nam'), 'Nam'],
    [
      'a misspelled key of summarize',
      'Events | summarize count() by Nam',
      'semantic',
      value('summarize', 'Nam'),
      'Nam',
    ],
    [
      'a look at the row before where there is no order',
      'Events | extend before = prev(FileSize)',
      'semantic',
      unordered('prev'),
      'prev(FileSize)',
    ],
    [
      'a count that begins anew where there is no order',
      'Events | extend n = row_number(1, FileSize > 1)',
      'semantic',
      unordered('row_number'),
      'row_number(1, FileSize > 1)',
    ],
    [
      'a letter in the format of a time that is none of its fields',
      'Events | project format_datetime(Timestamp, "yyyy-MM-ddTHH")',
      'semantic',
      `format_datetime(): 'T' can't stand in a format.`,
      'format_datetime(Timestamp, "yyyy-MM-ddTHH")',
    ],
    ['a misspelled column in sort', 'Events | sort by Nam', 'semantic', column('sort', 'Nam'), 'Nam'],
    ['a key that one side of a join lacks', 'Events | join Devices on Nam', 'semantic', column('join', 'Nam'), 'Nam'],
    [
      'a column that project has left out',
      'Events | project DeviceName | where FileSize > 1',
      'semantic',
      column('where', 'FileSize'),
      'FileSize',
    ],
    [
      'a function that does not exist',
      'Events | where lengthOf(DeviceName) > 1',
      'semantic',
      "Unknown function: 'lengthOf'.",
      'lengthOf',
    ],
    ['too many arguments', 'print strlen("a", 2)', 'semantic', 'strlen(): function expects 1 argument(s).', 'strlen'],
    ['no argument', 'Events | where isempty()', 'semantic', 'isempty(): function expects 1 argument(s).', 'isempty'],
    [
      'an aggregate outside of summarize',
      'Events | extend n = count()',
      'semantic',
      "Function 'count' cannot be invoked in current context.",
      'count',
    ],
    [
      'an unknown column in project-away',
      'Events | project-away Nam',
      'semantic',
      column('project-away', 'Nam'),
      'Nam',
    ],
    [
      'a text compared with a number',
      'Events | where DeviceName > 5',
      'semantic',
      'Cannot compare values of types string and long. Try adding explicit casts',
      '>',
    ],
    [
      'a time compared with a text',
      'Events | where Timestamp >= "2026-11-20"',
      'semantic',
      'Cannot compare values of types datetime and string. Try adding explicit casts',
      '>=',
    ],
    ['an operator that does not exist', 'Events\n| summary count()', 'syntax', parsed('summary', '2,3'), 'summary'],
    ['a missing pipe', 'Events where FileSize > 1', 'syntax', parsed('where', '1,8'), 'where'],
    ['a pipe before the table', '| take 5', 'syntax', parsed('|', '1,1'), '|'],
    ['two pipes', 'Events | | take 5', 'syntax', parsed('|', '1,10'), '|'],
    ['as for a new name', 'Events | project FileSize as Size', 'syntax', parsed('as', '1,27'), 'as'],
    ['a missing semicolon after let', 'let n = 1\nEvents | take n', 'syntax', parsed('Events', '2,1'), 'Events'],
    ['a list without brackets', 'Events | where DeviceName in "a"', 'syntax', parsed('"a"', '1,30'), '"a"'],
    ['a comment of another language', '-- all\nEvents', 'syntax', parsed('-', '1,2'), '-'],
    ['a bracket that is not closed', 'Events | where (FileSize > 1', 'syntax', parsed('', '-1,-1'), ''],
    ['a pipe at the end', 'Events |', 'syntax', parsed('', '-1,-1'), ''],
  ])('%s', async (_, kql, ...[kind, message, culprit]) => {
    const error = await engine.run(kql, { now: 0n }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(KqlError);
    const { start = -1 } = error as KqlError;
    expect(error).toMatchObject({ kind, message });
    expect(kql.slice(start).trim().slice(0, culprit.length)).toBe(culprit);
  });
});

describe('a query that reaches more tables than it may', () => {
  it.each([
    ['search', 'search "x"'],
    ['union', 'union * | count'],
    ['union of a wildcard', 'union *e*s | count'],
    ['find', 'find "x"'],
  ])('is too large: %s', async (_, kql) => {
    const message = 'The query exceeds the allowed size limit when processed.';
    await expect(engine.run(kql, { now: 0n, mostTables: 1 })).rejects.toMatchObject({ kind: 'execution', message });
    await expect(engine.run(kql, { now: 0n, mostTables: 2 })).resolves.toBeDefined();
  });

  it('names as many as it likes', async () => {
    const run = engine.run('union Events, Devices | count', { now: 0n, mostTables: 1 });
    await expect(run).resolves.toMatchObject({ rows: [[0n]] });
  });
});
