import { counting, statementAt } from './statements';

/** The place of `^` is the caret. */
function at(kql: string): string | undefined {
  return statementAt(kql.replace('^', ''), kql.indexOf('^'));
}

describe('the statement under the caret is', () => {
  it.each([
    ['the whole of a single one', 'T\n| take ^1', 'T\n| take 1'],
    ['one of two', 'A | take 1;\nB | ta^ke 2', 'B | take 2'],
    ['parted by an empty line', 'A\n| take^ 1\n\nB\n| take 2', 'A\n| take 1'],
    ['not parted by an empty line before a pipe', 'A\n\n| take^ 1', 'A\n\n| take 1'],
    ['not parted inside brackets', 'A | where x in (1,\n\n2^)', 'A | where x in (1,\n\n2)'],
    [
      'with the lets before it',
      'let a = 1;\nlet b = 2;\nA | take a;\nB | take^ b',
      'let a = 1;\nlet b = 2;\nB | take b',
    ],
    ['the next one for a caret in a let', 'let a^ = 1;\nT | take a', 'let a = 1;\nT | take a'],
    ['the last one after the end', 'A;\nB\n\n^', 'B'],
  ])('%s', (_, kql, want) => {
    expect(at(kql)).toBe(want);
  });

  it('nothing in a query of comments', () => {
    expect(statementAt('// nothing', 3)).toBeUndefined();
  });
});

it.each([
  ['T | take 1', 'T | take 1\n| count'],
  ['T | take 1 // five', 'T | take 1\n| count'],
  ['T;\n', 'T\n| count'],
  ['T | summarize count() by a | render piechart', 'T | summarize count() by a\n| count'],
])('%j is counted by %j', (kql, want) => {
  expect(counting(kql)).toBe(want);
});
