import { lets, readScript, type Script, textBetween } from './script';

const shape = (script: Script) =>
  script.pipelines.map(({ stages }) => stages.map(({ from, to }) => textBetween(script, from, to)));

describe('the pipelines of', () => {
  it.each([
    ['one statement', 'T | where a | take 1', [['T', 'where a', 'take 1']]],
    ['two statements', 'let x = T | take 1; x | count', [['T', 'take 1'], ['x', 'count']]], // prettier-ignore
    ['a join', 'T | join (R | take 1) on a', [['T', 'join (R | take 1) on a'], ['R', 'take 1']]], // prettier-ignore
    ['arguments', 'union (A), (B | take 1)', [['union (A), (B | take 1)'], ['A'], ['B', 'take 1']]], // prettier-ignore
    ['a call', 'f(a, b | c)', [['f(a, b | c)'], ['a'], ['b', 'c']]], // prettier-ignore
    ['an open bracket', 'T | where (a | b', [['T', 'where (a', 'b']]], // prettier-ignore
    ['a pipe in a string', "T | where a == '|'", [['T', "where a == '|'"]]],
  ])('%s', (_, kql, want) => {
    expect(shape(readScript(kql))).toEqual(want);
  });
});

it('every token has a home', () => {
  const script = readScript(
    'let x = (a: int) { T | where b in (1, 2) }; union x, (Y | take 1) | summarize c = f(d, e) by g;'
  );
  script.tokens.forEach((token, i) => expect([token.text, script.home[i]]).toEqual([token.text, expect.anything()]));
});

it('let names are found', () => {
  expect([...lets(readScript('let a = T | take 1; let b = 5; a')).keys()]).toEqual(['a', 'b']);
});
