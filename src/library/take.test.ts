import { take, type Way } from './take';

/** The place of `^` is the caret, before and after. */
function taken(kql: string, way: Way = 'insert'): string {
  const after = take({ kql: kql.replace('^', ''), caret: kql.indexOf('^') }, 'Hunt\n| take 1', way);
  return `${after.kql.slice(0, after.caret)}^${after.kql.slice(after.caret)}`;
}

describe('a hunt that is inserted stands', () => {
  it.each([
    ['alone in an empty box', ' \n^', '^Hunt\n| take 1'],
    ['behind the only statement', 'A | ta^ke 2', 'A | take 2\n\n^Hunt\n| take 1'],
    ['behind the statement under the caret', 'A | ta^ke 2\n\nB', 'A | take 2\n\n^Hunt\n| take 1\n\nB'],
    ['behind a statement that ends in a semicolon', 'A ^;\nB', 'A ;\n\n^Hunt\n| take 1\n\nB'],
    ['behind the comment on the last line', 'A^ // all\n\nB', 'A // all\n\n^Hunt\n| take 1\n\nB'],
    [
      'behind what uses the let under the caret',
      'let a^ = 1;\nA | take a',
      'let a = 1;\nA | take a\n\n^Hunt\n| take 1',
    ],
    ['at the end, one empty line apart', 'A\n^', 'A\n\n^Hunt\n| take 1\n'],
    ['below a query of comments', '// mine^', '// mine\n\n^Hunt\n| take 1'],
  ])('%s', (_, kql, want) => {
    expect(taken(kql)).toBe(want);
  });
});

it('a hunt that replaces a query stands alone', () => {
  expect(taken('let a = 1;\nA | ta^ke a', 'replace')).toBe('^Hunt\n| take 1');
});
