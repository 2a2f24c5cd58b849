import { importQuery } from './importQuery';

describe('KQL of other sources', () => {
  it.each([
    ['Azure Monitor’s logs', { azureLogAnalytics: { query: 'T | take 1' } }, 'T | take 1'],
    ['Data Explorer', { query: 'T | where $__timeFilter(A)' }, 'T | where $__timeFilter(A)'],
    [
      'ends without parentheses',
      { query: 'T | where A > $__timeFrom and B < ${__timeTo} // $__timeFrom' },
      'T | where A > $__timeFrom() and B < ${__timeTo}() // $__timeFrom',
    ],
    ['ends with parentheses', { query: 'T | where A > $__timeFrom()' }, 'T | where A > $__timeFrom()'],
    ['their list', { query: 'T | where $__contains(A, $v)' }, 'T | where $__in(A, $v)'],
    ['their interval', { query: 'bin(A, $__timeInterval)' }, 'bin(A, $__interval)'],
    [
      'their escapes, which are ours without asking',
      { query: "A in ($__escapeMulti('$v'), $__escapeMulti(${w}))" },
      'A in ($v, ${w})',
    ],
    ['a macro in a string', { query: "T | where A == '$__contains'" }, "T | where A == '$__contains'"],
    ['what has no text', { expr: 'up' }, ''],
  ])('%s', (_, foreign, want) => {
    expect(importQuery({ refId: 'B', ...foreign })).toMatchObject({ refId: 'B', query: want, schemaVersion: 1 });
  });
});
