import { analyze, createGlobals, kindOf, resultName, symbolKind, toArray } from './kusto';
import {
  elements,
  type ExpressionStatement,
  type ExpressionsOperator,
  type PipeExpression,
  type QueryBlock,
} from './syntax';

const globals = createGlobals(
  [{ name: 'T', timeColumn: null, columns: [{ name: 'a', type: 'long' }] }],
  [{ name: 'Twice', parameters: '(X: (*))', body: '{ X | extend b = a * 2 }' }]
);

function lastExpression(kql: string): PipeExpression {
  const { root } = analyze(kql, globals);
  return (elements((root as QueryBlock).Statements).at(-1) as ExpressionStatement).Expression as PipeExpression;
}

describe("Microsoft's analysis, through its mangled names", () => {
  it('knows the tables, and the columns that an operator gives', () => {
    const pipe = lastExpression('T | extend c = strcat("x", a)');
    expect(kindOf(pipe.Operator)).toBe('ExtendOperator');
    expect(toArray(pipe.ResultType!.Columns!).map((column) => `${column.Name}:${column.Type.Name}`)).toEqual([
      'a:long',
      'c:string',
    ]);
    expect(symbolKind(pipe.Expression.ReferencedSymbol!)).toBe('Table');
  });

  it.each([
    ['parse', 'T | extend s = "x1" | parse s with "x" a:long s'],
    ['parse-kv', 'T | extend s = "x1" | parse-kv s as (s: string, a: long)'],
  ])('gives a table each name once behind %s', (_, kql) => {
    const columns = toArray(lastExpression(kql).ResultType!.Columns!);
    expect(columns.map((column) => `${column.Name}:${column.Type.Name}`)).toEqual(['a:long', 's:string']);
  });

  it('opens a stored function at its call', () => {
    const pipe = lastExpression('T | invoke Twice()');
    expect(toArray(pipe.ResultType!.Columns!).map(({ Name }) => Name)).toEqual(['a', 'b']);
  });

  it('names an expression as Kusto does', () => {
    const { Operator } = lastExpression('T | project bin(a, 10), a + 1');
    expect(elements((Operator as unknown as ExpressionsOperator).Expressions).map(resultName)).toEqual(['a', '']);
  });

  it('says where a query is wrong', () => {
    expect(analyze('T | where b == 1', globals).diagnostics).toMatchObject([
      { severity: 'Error', code: 'KS142', start: 10, length: 1 },
    ]);
  });
});
