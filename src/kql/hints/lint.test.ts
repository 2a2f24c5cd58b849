import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { HintCode } from '../../english/hints';
import { KNOWLEDGE } from '../../schema/knowledge';
import { readScript } from '../script';
import { tokens } from '../tokens';

import { applied, type Subject } from './hint';
import { HINT_CODES, lint } from './lint';

const UTC = { name: 'UTC', minutes: 0 };
const QUIET = { knowledge: KNOWLEDGE, range: 'auto', sendsTimespan: true, alert: false, zone: UTC } as const;

const hints = (kql: string, change: Partial<Subject> = {}) => lint({ ...QUIET, script: readScript(kql), ...change });

const BERLIN = { zone: { name: 'Europe/Berlin', minutes: 60 } };
const ALERT = { alert: true };
const OWN = { range: 'query' } as const;

/** What a hint says of a query, and the query after its first fix; null where there is no hint. */
const CASES: Array<[HintCode, string, string, string | null, Partial<Subject>?]> = [
  ['no-time-bound', 'the query alone decides and says nothing', 'DeviceInfo | take 1', 'DeviceInfo\n| where $__timeFilter() | take 1', OWN],
  ['no-time-bound', 'the API takes no range', 'DeviceInfo', 'DeviceInfo\n| where $__timeFilter()', { sendsTimespan: false }],
  ['no-time-bound', 'a union is read', 'union DeviceInfo, DeviceEvents | count', 'union DeviceInfo, DeviceEvents\n| where $__timeFilter() | count', OWN],
  ['no-time-bound', 'the range goes out with it', 'DeviceInfo | take 1', null],
  ['no-time-bound', 'ago bounds it', 'DeviceInfo | where Timestamp > ago(1d)', null, OWN],
  ['no-time-bound', 'the other side of a comparison bounds it', 'DeviceInfo | where datetime(2026-01-01) < Timestamp', null, OWN],
  ['no-time-bound', 'a let bounds it', 'let a = DeviceInfo | where $__timeFilter(); a | take 1', null, OWN],
  ['no-time-bound', 'a snapshot has no time', 'DeviceTvmSoftwareInventory | take 1', null, OWN],
  ['no-time-bound', 'nothing is read', 'print 1', null, OWN],
  ['no-time-bound', 'a comment does not bound it', 'DeviceInfo // ago(1d)', 'DeviceInfo\n| where $__timeFilter() // ago(1d)', OWN],

  ['contains-has', 'whole terms', 'T | where a contains "powershell.exe"', 'T | where a has "powershell.exe"'],
  ['contains-has', 'case counts', 'T | where a contains_cs "powershell.exe"', 'T | where a has_cs "powershell.exe"'],
  ['contains-has', 'a part of a word', 'T | where a contains "pass"', null],
  ['contains-has', 'a text with a short end', 'T | where a contains "file.p"', null],
  ['contains-has', 'a string that speaks of it', 'T | where a == "contains \'x.exe\'"', null],

  ['short-term', 'a short term', 'T | where a has "cmd"', 'T | where a has "cmd"'],
  ['short-term', 'one in a list', 'T | where a has_any ("powershell", "cmd")', 'T | where a has_any ("powershell", "cmd")'],
  ['short-term', 'a longer one beside it in has_all', 'T | where a has_all ("powershell", "cmd")', null],
  ['short-term', 'in what the query has made', 'T | summarize s = make_set(a) | where s has "cmd"', null],
  ['short-term', 'a longer one', 'T | where a has "cmd.execute"', null],
  ['short-term', 'a comparison of the whole', 'T | where a == "cmd"', null],
  ['short-term', 'a variable', 'T | where a has "$v"', null],

  ['search-all', 'search everywhere', 'search "x"', 'search in (DeviceProcessEvents, DeviceNetworkEvents, DeviceFileEvents, DeviceEvents) "x"'],
  ['search-all', 'union of all', 'union * | take 1', 'union DeviceProcessEvents, DeviceNetworkEvents, DeviceFileEvents, DeviceEvents | take 1'],
  ['search-all', 'union by a pattern', 'union Device* | take 1', null],
  ['search-all', 'search in tables', 'search in (DeviceInfo) "x"', null],
  ['search-all', 'search over rows', 'DeviceInfo | search "x"', null],

  ['join-kind', 'no kind', 'A | join (B) on x', 'A | join kind=inner (B) on x'],
  ['join-kind', 'a kind', 'A | join kind = leftanti (B) on x', null],
  ['join-kind', 'a kind after a hint', 'A | join hint.strategy=shuffle kind=inner (B) on x', null],

  ['join-time', 'the right side is open', 'DeviceInfo | where Timestamp > ago(1d) and Vendor == "x" | join kind=inner (DeviceEvents | take 1) on DeviceId', 'DeviceInfo | where Timestamp > ago(1d) and Vendor == "x" | join kind=inner (DeviceEvents | where Timestamp > ago(1d) | take 1) on DeviceId'],
  ['join-time', 'it is a bare table', 'DeviceInfo | where $__timeFilter() | join kind=inner DeviceEvents on DeviceId', 'DeviceInfo | where $__timeFilter() | join kind=inner (DeviceEvents | where $__timeFilter()) on DeviceId'],
  ['join-time', 'it is bound', 'DeviceInfo | where $__timeFilter() | join kind=inner (DeviceEvents | where $__timeFilter()) on DeviceId', null],
  ['join-time', 'it is bound in a let', 'let e = DeviceEvents | where Timestamp > ago(1d); DeviceInfo | where $__timeFilter() | join kind=inner e on DeviceId', null],
  ['join-time', 'neither is bound: the range goes out', 'DeviceInfo | join kind=inner DeviceEvents on DeviceId', null],
  ['join-time', 'only rows after the join are bound', 'DeviceInfo | extend A = Timestamp | join kind=inner DeviceEvents on DeviceId | where Timestamp < A', null],
  ['join-time', 'the right side is a snapshot', 'DeviceInfo | where $__timeFilter() | join kind=inner DeviceTvmSoftwareInventory on DeviceId', null],

  ['late-filter', 'on a key of a summary', 'DeviceInfo | summarize count() by DeviceName | where DeviceName has "srv-prod"', 'DeviceInfo | where DeviceName has "srv-prod"\n| summarize count() by DeviceName'],
  ['late-filter', 'on the count', 'DeviceInfo | summarize n = count() by DeviceName | where n > 5', null],
  ['late-filter', 'on both', 'DeviceInfo | summarize n = count() by DeviceName | where n > 5 and DeviceName has "srv-prod"', null],
  ['late-filter', 'on a key that the summary makes', 'DeviceInfo | summarize count() by DeviceName = tolower(DeviceName) | where DeviceName == "a"', null],
  ['late-filter', 'on the key of a join', 'DeviceInfo | join kind=inner (DeviceEvents) on DeviceId | where DeviceId == "a"', 'DeviceInfo | where DeviceId == "a"\n| join kind=inner (DeviceEvents) on DeviceId'],
  ['late-filter', 'on what the right side brings', 'DeviceInfo | join kind=inner (DeviceEvents) on DeviceId | where ActionType == "a"', null],

  ['wide-table', 'all columns', 'DeviceProcessEvents | take 5000', 'DeviceProcessEvents | take 5000\n| project Timestamp, DeviceName, AccountName, AccountUpn, ActionType, FileName, FolderPath, ProcessCommandLine, SHA256'],
  ['wide-table', 'few rows', 'DeviceProcessEvents | take 5', null],
  ['wide-table', 'some', 'DeviceProcessEvents | project DeviceName', null],
  ['wide-table', 'a count', 'DeviceProcessEvents | summarize count() by FileName', null],
  ['wide-table', 'a narrow table', 'DeviceTvmSoftwareInventory', null],

  ['no-timestamp', 'another time column', 'CallActivityEvents | where Timestamp > ago(1d)', 'CallActivityEvents | where ActivityTimestamp > ago(1d)'],
  ['no-timestamp', 'none at all', 'DeviceTvmSoftwareInventory | where Timestamp > ago(1d) | take 1', 'DeviceTvmSoftwareInventory | take 1'],
  ['no-timestamp', 'made by the query', 'DeviceTvmSoftwareInventory | extend Timestamp = now() | where Timestamp > ago(1d)', null],
  ['no-timestamp', 'there', 'DeviceInfo | where Timestamp > ago(1d)', null],

  ['event-time', 'the old name', 'DeviceInfo | where EventTime > ago(1d)', 'DeviceInfo | where Timestamp > ago(1d)'],
  ['event-time', 'a column of the query', 'DeviceInfo | extend EventTime = Timestamp | where EventTime > ago(1d)', null],

  ['beyond-30-days', 'days', 'DeviceInfo | where Timestamp > ago(90d)', 'DeviceInfo | where Timestamp > ago(30d)'],
  ['beyond-30-days', 'hours', 'DeviceInfo | where Timestamp > ago(800h)', 'DeviceInfo | where Timestamp > ago(30d)'],
  ['beyond-30-days', 'thirty', 'DeviceInfo | where Timestamp > ago(30d)', null],
  ['beyond-30-days', 'a table of Sentinel', 'SigninLogs | where TimeGenerated > ago(90d)', null],

  ['quoted-variable', 'alone in quotes', "T | where a == '$v'", 'T | where a == $v'],
  ['quoted-variable', 'one of the dashboard’s', "T | where a == '$v'", 'T | where a == $v', { variables: ['v'] }],
  ['quoted-variable', 'one of Grafana’s', "T | where a == '$__org'", 'T | where a == $__org', { variables: ['v'] }],
  ['quoted-variable', 'a text like one', "T | where a has '$windowsUpdate'", null, { variables: ['v'] }],
  ['quoted-variable', 'in a longer text', "T | where a == 'C:\\\\$v'", null],
  ['quoted-variable', 'with a format', "T | where a == '${v:raw}'", null],

  ['retired-table', 'a former name', 'AADSignInEventsBeta | take 1', 'EntraIdSignInEvents | take 1'],
  ['retired-table', 'a let of that name', 'let MiscEvents = DeviceEvents; MiscEvents', null],

  ['regex-term', 'a plain text', 'T | where a matches regex "(?i)powershell"', 'T | where a contains "powershell"'],
  ['regex-term', 'a term', "T | where a matches regex @'\\bpowershell\\b'", 'T | where a has_cs "powershell"'],
  ['regex-term', 'an expression', 'T | where a matches regex "power(shell|point)"', null],
  ['regex-term', 'any character', 'T | where a matches regex "power.hell"', null],

  ['utc-days', 'bins of a day', 'T | summarize count() by bin(Timestamp, 1d)', 'T | summarize count() by bin_at(Timestamp, 1d, datetime(2023-12-31T23:00))', BERLIN],
  ['utc-days', 'on a UTC dashboard', 'T | summarize count() by bin(Timestamp, 1d)', null],
  ['utc-days', 'bins of an hour', 'T | summarize count() by bin(Timestamp, 1h)', null, BERLIN],

  ['alert-interval', 'the interval', 'T | summarize count() by bin(Timestamp, $__interval)', 'T | summarize count() by bin(Timestamp, 5m)', ALERT],
  ['alert-interval', 'the bin', 'T | summarize count() by $__timeBin()', 'T | summarize count() by bin(Timestamp, 5m)', ALERT],
  ['alert-interval', 'on a dashboard', 'T | summarize count() by $__timeBin()', null],

  ['alert-rows', 'rows', 'DeviceInfo | where true', 'DeviceInfo | where true\n| summarize Hits = count()', ALERT],
  ['alert-rows', 'a count', 'DeviceInfo | count', null, ALERT],
  ['alert-rows', 'a count in a let', 'let a = DeviceInfo | summarize n = count() by DeviceName; a | where n > 1', null, ALERT],
  ['alert-rows', 'on a dashboard', 'DeviceInfo', null],

  ['alert-bins', 'a bin alone', 'T | summarize count() by bin(Timestamp, 5m)', 'T | summarize count()', ALERT],
  ['alert-bins', 'a bin and a column', 'T | summarize count() by bin(Timestamp, 5m), a', 'T | summarize count() by a', ALERT],
  ['alert-bins', 'a column and a bin', 'T | summarize count() by a, bin(Timestamp, 5m)', 'T | summarize count() by a', ALERT],
  ['alert-bins', 'series without gaps', 'T | make-series count() default = 0 on Timestamp step 5m', null, ALERT],
]; // prettier-ignore

describe.each(HINT_CODES)('%s', (code) => {
  const mine = CASES.filter(([of]) => of === code).map(
    ([, what, kql, want, change = {}]) => [what, kql, want, change] as const
  );
  it.each(mine)('%s', (_, kql, want, change) => {
    const found = hints(kql, change).filter((hint) => hint.code === code);
    if (want === null) {
      expect(found).toEqual([]);
      return;
    }
    expect(found).toHaveLength(1);
    const [hint] = found;
    const fix = hint!.fixes.length > 1 ? hint!.fixes[0]! : { label: '', edits: [] };
    expect(applied(kql, fix)).toBe(want);
    expect(hint!.message).toMatch(/[.:]$/);
    if (fix.edits.length > 0) {
      expect(hints(want, change).filter((again) => again.code === code)).toEqual([]);
    }
  });

  it('has cases for and against, and a section in the guide', () => {
    const mine = CASES.filter(([of]) => of === code).map(([, , , want]) => want === null);
    expect(mine).toEqual(expect.arrayContaining([true, false]));
    const guide = readFileSync(path.join(__dirname, '../../../docs/guide/hints.md'), 'utf8');
    expect(guide).toContain(`<a id="${code}"></a>`);
  });
});

it('a comment of the query switches a hint off, and the last fix writes it', () => {
  const kql = 'A | join (B) on x';
  const off = applied(kql, hints(kql)[0]!.fixes.at(-1)!);
  expect(off).toBe('// hints-off: join-kind\nA | join (B) on x');
  expect(hints(off)).toEqual([]);
  const both = `${off} | where a has "ab"`;
  expect(applied(both, hints(both)[0]!.fixes.at(-1)!)).toMatch(/^\/\/ hints-off: join-kind short-term\n/);
});

it('a fix leaves every string and comment as it was', () => {
  for (const [, , kql, , change] of CASES) {
    for (const hint of hints(kql, change)) {
      const kept = (text: string) =>
        tokens(text)
          .filter(({ kind }) => kind === 'comment')
          .map(({ text }) => text);
      expect(kept(applied(kql, hint.fixes[0]!)).filter((text) => !text.includes('hints-off'))).toEqual(kept(kql));
    }
  }
});

it.each([
  '',
  '|',
  'T |',
  'join',
  'T | join',
  'T | summarize by',
  'ago(',
  'bin(',
  "'",
  'T | where a has',
  '(((',
  ')))',
  'let',
  'union',
  'search',
])('what is half written, %j, is no reason to fail', (kql) => {
  expect(() => hints(kql, { ...ALERT, ...BERLIN, ...OWN })).not.toThrow();
});
