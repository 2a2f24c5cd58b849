import { KNOWLEDGE } from '../schema/knowledge';

import { complete } from './complete';

/** The place of `^` is the caret. */
function at(kql: string) {
  return complete(kql.replace('^', ''), kql.indexOf('^'), KNOWLEDGE, ['device', 'site']);
}

describe('completion offers', () => {
  it.each([
    ['tables at the start', '^', ['DeviceInfo', 'EmailEvents', 'union', 'let'], ['where', 'ago']],
    ['tables after a statement', 'let a = 1;\n^', ['DeviceInfo', 'a'], ['where']],
    ['tables in a let', 'let a = ^', ['DeviceInfo'], ['where']],
    ['operators after a pipe', 'DeviceInfo | ^', ['where', 'summarize', 'project-away'], ['DeviceInfo', 'ago']],
    ['operators while one is typed', 'DeviceInfo | su^', ['summarize'], ['DeviceInfo']],
    [
      'columns of the table',
      'DeviceInfo | where ^',
      ['OSPlatform', 'Timestamp', 'ago', '$__timeFilter'],
      ['ProcessCommandLine'],
    ],
    [
      'what a summary has made',
      'DeviceInfo | summarize Devices = count() by Vendor | where ^',
      ['Devices', 'Vendor'],
      ['OSPlatform'],
    ],
    ['columns inside a call', 'DeviceInfo | summarize max(^)', ['Timestamp', 'dcount'], []],
    [
      'columns on the right of a join',
      'DeviceInfo | join kind=inner (DeviceEvents | where ^) on DeviceId',
      ['ActionType'],
      ['OSPlatform'],
    ],
    ['aggregates in a summary', 'DeviceInfo | summarize ^', ['count', 'arg_max', 'dcount'], []],
    ['no aggregates in a filter', 'DeviceInfo | where ^', ['tolower'], ['arg_max']],
    ['comparisons after a column', 'DeviceInfo | where OSPlatform ^', ['has', '==', 'startswith'], ['DeviceEvents']],
    ['tables in a join', 'DeviceInfo | join kind=inner (^', ['DeviceEvents'], ['where']],
    ['tables in a union', 'union DeviceInfo, ^', ['DeviceEvents'], ['where']],
    ['kinds of join', 'DeviceInfo | join kind=^', ['leftanti', 'innerunique'], ['where']],
    ['functions for invoke', 'DeviceFileEvents | invoke ^', ['FileProfile', 'SeenBy'], ['where']],
    ['plugins', 'DeviceInfo | evaluate ^', ['bag_unpack'], ['where']],
    ['macros and variables after $', 'DeviceInfo | where $^', ['$__timeFilter', '$device', '$site'], ['OSPlatform']],
    ['variables in a string', "DeviceInfo | where DeviceName has 'a$^'", ['$device'], ['$__timeFilter', 'OSPlatform']],
    ['values of ActionType in quotes', 'DeviceLogonEvents | where ActionType == "^"', ['LogonFailed'], ['FileCreated']],
    [
      'values of ActionType in a list',
      'DeviceLogonEvents | where ActionType in ("LogonSuccess", "^',
      ['LogonFailed'],
      ['FileCreated'],
    ],
    [
      'values of ActionType unquoted',
      'DeviceLogonEvents | where ActionType == ^',
      ['LogonFailed', 'AccountName'],
      ['FileCreated'],
    ],
    ['nothing in a comment', '// Dev^', [], ['DeviceInfo']],
    ['nothing in another string', 'DeviceInfo | where DeviceName == "^"', [], ['OSPlatform', 'LogonFailed']],
    ['lets', 'let mine = DeviceInfo | take 1; DeviceEvents | where DeviceId in (^)', ['mine', 'DeviceId'], []],
  ])('%s', (_, kql, want, not) => {
    const labels = at(kql).map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(want));
    expect(labels.filter((label) => not.includes(label))).toEqual([]);
  });

  it('a former table by its new name, with a note', () => {
    expect(at('AADSign^').find(({ label }) => label === 'AADSignInEventsBeta')).toMatchObject({
      insert: 'EntraIdSignInEvents',
      detail: '→ EntraIdSignInEvents',
      start: 0,
      end: 7,
    });
  });

  it('a column with its type and description', () => {
    const column = at('DeviceInfo | where ^').find(({ label }) => label === 'OSPlatform');
    expect(column).toMatchObject({ kind: 'column', detail: 'string', rank: 0 });
    expect(column?.documentation).not.toBe('');
  });

  it('a macro in place of the whole of what is typed', () => {
    const kql = 'DeviceInfo | where $__t^';
    expect(at(kql).find(({ label }) => label === '$__timeFilter')).toMatchObject({
      start: 19,
      end: 23,
      insert: '$__timeFilter($0)',
    });
  });
});
