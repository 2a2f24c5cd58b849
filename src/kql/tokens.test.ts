import { contentOf, type TokenKind, tokens } from './tokens';

/** Kinds and texts, spaces left out. */
const read = (kql: string) =>
  tokens(kql)
    .filter(({ kind }) => kind !== 'space')
    .map(({ kind, text }): [TokenKind, string] => [kind, text]);

describe('the tokens of', () => {
  it.each<[string, string, Array<[TokenKind, string]>]>([
    ['a name and a number', 'take 10', [['word', 'take'], ['number', '10']]], // prettier-ignore
    ['a length of time', 'ago(1.5d)', [['word', 'ago'], ['symbol', '('], ['number', '1.5d'], ['symbol', ')']]], // prettier-ignore
    ['a dashed operator', 'mv-expand a', [['word', 'mv-expand'], ['word', 'a']]], // prettier-ignore
    ['a difference', 'a-b', [['word', 'a'], ['symbol', '-'], ['word', 'b']]], // prettier-ignore
    ['a range', '1..5', [['number', '1'], ['symbol', '..'], ['number', '5']]], // prettier-ignore
    ['comparisons', 'a!=b =~ c', [['word', 'a'], ['symbol', '!='], ['word', 'b'], ['symbol', '=~'], ['word', 'c']]], // prettier-ignore
    ['a macro', '$__timeFilter()', [['reference', '$__timeFilter'], ['symbol', '('], ['symbol', ')']]], // prettier-ignore
    ['a variable in a string', "'$device'", [['string', "'$device'"]]],
    ['a format with quotes in it', "'${__from:date:YYYY 'at' HH}' x", [['string', "'${__from:date:YYYY 'at' HH}'"], ['word', 'x']]], // prettier-ignore
    ['a verbatim string', "h@'C:\\' x", [['string', "h@'C:\\'"], ['word', 'x']]], // prettier-ignore
    ['a comment', "a // it's\nb", [['word', 'a'], ['comment', "// it's"], ['word', 'b']]], // prettier-ignore
    ['an open string', "'open\nb", [['string', "'open"], ['word', 'b']]], // prettier-ignore
    ['a string of many lines', '```a\nb``` c', [['string', '```a\nb```'], ['word', 'c']]], // prettier-ignore
  ])('%s', (_, kql, want) => {
    expect(read(kql)).toEqual(want);
  });
});

it.each(["T | where a == '$v' // $x", '$a[[b:csv]]${c.d:e}', "@'open\n```$v", '', '$', '${', "'\\", 'é | 😀'])(
  'the tokens of %j are the query again',
  (kql) => {
    const all = tokens(kql);
    expect(all.map(({ text }) => text).join('')).toBe(kql);
    expect(all.every(({ start, end, text }) => kql.slice(start, end) === text)).toBe(true);
  }
);

it.each([
  ["'abc'", 'abc'],
  ['h@"C:\\"', 'C:\\'],
  ['```a```', 'a'],
  ["'open", 'open'],
  ["'", ''],
])('the content of %j is %j', (literal, want) => {
  expect(contentOf(tokens(literal)[0]!).text).toBe(want);
});
