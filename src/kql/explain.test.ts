import { KNOWLEDGE } from '../schema/knowledge';

import { callAt, explain } from './explain';

const at = <T>(kql: string, ask: (kql: string, offset: number, knowledge: typeof KNOWLEDGE) => T) =>
  ask(kql.replace('^', ''), kql.indexOf('^'), KNOWLEDGE);

describe('the word under the pointer', () => {
  it.each([
    ['a table', '^DeviceInfo | take 1', 'DeviceInfo', /dated by Timestamp/],
    ['a snapshot', '^DeviceTvmSoftwareInventory', 'DeviceTvmSoftwareInventory', /snapshot/],
    ['a former table', '^AADSignInEventsBeta', 'AADSignInEventsBeta → EntraIdSignInEvents', /./],
    ['a column', 'DeviceInfo | where OS^Platform == "x"', 'OSPlatform: string', /./],
    ['an operator', 'T | ^summarize count()', 'summarize Name = Aggregate(…) by Column, …', /combination/],
    ['a function', 'T | where a > a^go(1d)', 'ago(span: timespan): datetime', /length of time/],
    ['a macro', 'T | where $__time^Filter()', '$__timeFilter(column): bool', /range/],
    ['a macro without brackets', 'T | summarize count() by bin(a, $__^interval)', '$__interval: timespan', /./],
    ['a comparison', 'T | where a h^as "x"', 'has', /term/],
    ['a function of Defender', 'T | invoke File^Profile(SHA1)', 'FileProfile(hash, rows): table', /prevalence/],
  ])('is explained: %s', (_, kql, code, text) => {
    const found = at(kql, explain);
    expect(found?.code).toBe(code);
    expect(found?.text).toMatch(text);
  });

  it.each(['T | where a == "Device^Info"', 'T | where unheard^of == 1', '// a^go()', 'T ^| take 1'])(
    'says nothing: %s',
    (kql) => {
      expect(at(kql, explain)).toBeUndefined();
    }
  );
});

describe('the call around the caret', () => {
  it.each([
    ['its first argument', 'print iff(^', 'iff', 0],
    ['its second one', 'print iff(a, ^', 'iff', 1],
    ['past an inner call', 'print iff(f(1, 2), ^)', 'iff', 1],
    ['the inner call', 'print iff(not(^), 2)', 'not', 0],
    ['a repeated argument', 'print strcat(a, b, c, ^', 'strcat', 1],
    ['a macro', 'T | where $__timeFilter(^)', '$__timeFilter', 0],
  ])('is known in %s', (_, kql, name, active) => {
    const call = at(kql, callAt);
    expect(call?.label.startsWith(`${name}(`)).toBe(true);
    expect(call?.active).toBe(active);
  });

  it.each(['T | where ^', 'print f(1)^', 'unheard(^)'])('is none in %s', (kql) => {
    expect(at(kql, callAt)).toBeUndefined();
  });
});
