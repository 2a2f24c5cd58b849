import { readFileSync } from 'node:fs';
import path from 'node:path';

import { format } from './format';
import { tokens } from './tokens';

const significant = (kql: string) =>
  tokens(kql).flatMap(({ kind, text }) => (kind === 'space' ? [] : [`${kind} ${text}`]));

it.each([
  ['puts each stage on its line', 'T|where a==1|take 5', 'T\n| where a == 1\n| take 5'],
  [
    'keeps calls together',
    'T | summarize  count( ) by bin( Timestamp,1h )',
    'T\n| summarize count() by bin(Timestamp, 1h)',
  ],
  ['leaves strings alone', "T|where a=='x|y  z'", "T\n| where a == 'x|y  z'"],
  ['leaves comments alone', 'T // a|b\n|take 1', 'T // a|b\n| take 1'],
  ['keeps a short join on its line', 'T|join kind=inner (R|take 1) on a', 'T\n| join kind = inner (R | take 1) on a'],
  ['indents a long one', 'T|join (\nR\n|take 1\n) on a', 'T\n| join (\n  R\n  | take 1\n) on a'],
  ['keeps an empty line between statements', 'let a = 1;\n\n\nT|take a', 'let a = 1;\n\nT\n| take a'],
  ['keeps macros and variables', 'T|where $__timeFilter()and a in ($v)', 'T\n| where $__timeFilter()and a in ($v)'],
  ['keeps what has an open bracket', 'T|where (a', 'T|where (a'],
  ['keeps signs', 'print 5-3, -1, a-b', 'print 5-3, -1, a-b'],
  ['keeps negations', "T | where a !has 'b' and c !in~ ('d')", "T\n| where a !has 'b' and c !in~ ('d')"],
  ['keeps accessors', "T | extend a = b.c[0]['d']", "T\n| extend a = b.c[0]['d']"],
])('%s', (_, kql, want) => {
  expect(format(kql)).toBe(want);
});

/** Pieces that a query may be made of, in any order: sense is not needed to keep the tokens. */
const PIECES = [
  'T',
  '|',
  'where',
  ' ',
  '\n',
  '==',
  "'a|b'",
  '// c\n',
  '(',
  ')',
  ',',
  '-',
  '5',
  '1h',
  '$v',
  '${v:csv}',
  '@"\\"',
].concat([
  '!',
  'in~',
  '.',
  '..',
  ';',
  '\n\n',
  '```x\n```',
  '*',
  '=',
  '~',
  'mv-expand',
  '"',
  "'",
  '/',
  '<',
  '[',
  ']',
  '{',
  '}',
]);

it('never changes a token, nor its order, nor again what it has written', () => {
  let seed = 7;
  const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (let round = 0; round < 5000; round++) {
    const kql = Array.from({ length: 1 + random(14) }, () => PIECES[random(PIECES.length)]).join('');
    const once = format(kql);
    expect([kql, significant(once)]).toEqual([kql, significant(kql)]);
    expect([kql, format(once)]).toEqual([kql, once]);
  }
});

it('keeps the tokens of the queries that both halves test with', () => {
  const file = path.join(__dirname, '../../tests/cases/format.json');
  const text = readFileSync(file, 'utf8');
  const queries = [...text.matchAll(/"(?:kql|query)": "((?:[^"\\]|\\.)*)"/g)].map(
    ([, json]) => JSON.parse(`"${json}"`) as string
  );
  expect(queries.length).toBeGreaterThan(10);
  for (const kql of queries) {
    expect(significant(format(kql))).toEqual(significant(kql));
  }
});
