import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import vm from 'node:vm';

import { caseFiles } from './caseFile';
import { analyze, createGlobals, type Globals } from './kusto';
import { replaceParsedColumns } from './kustoParse';
import { children, type Expression, type List, type SyntaxNode } from './syntax';

interface Package {
  Kusto: {
    Language: {
      KustoCode: {
        ParseAndAnalyze(text: string, globals: Globals): { Syntax: SyntaxNode; GetDiagnostics(): List<unknown> };
      };
      GlobalState: { Default: Globals };
    };
  };
  Bridge: { toArray<T>(list: List<T>): T[] };
}

interface Cases {
  schema?: Record<string, [name: string, type: string][]>;
  cases: { query: string }[];
}

/** The package in a realm of its own, where nothing of its runtime is made shorter. */
function asItComes(): Package {
  const folder = join(createRequire(__filename).resolve('@kusto/language-service-next/package.json'), '..');
  const realm = vm.createContext({});
  for (const script of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) {
    vm.runInContext(readFileSync(join(folder, script), 'utf8'), realm);
  }
  return realm as Package & vm.Context;
}

/** What the translation reads of an analysis. */
function described(node: SyntaxNode, of: Package): unknown[] {
  const { Kind, TextStart, Width, ReferencedSymbol: symbol } = node;
  const { ResultType: type = null, LiteralValueInfo: literal = null } = node as Expression;
  const columns =
    type?.Columns && of.Bridge.toArray(type.Columns).map((column) => `${column.Name}:${column.Type.Name}`);
  const body = (node as Partial<SyntaxNode>).GetCalledFunctionBody?.();
  return [
    [Kind, TextStart, Width, symbol?.Name, symbol?.Kind, type?.Name, columns, literal?.ValueText],
    ...children(node).map((child) => described(child, of)),
    ...(body ? [described(body, of)] : []),
  ];
}

/** Queries that declare the tables they read. */
function queries(path: string): string[] {
  const { schema = {}, cases } = JSON.parse(readFileSync(path, 'utf8')) as Cases;
  const tables = Object.entries(schema).map(([table, columns]) => {
    const list = columns.map(([name, type]) => `['${name}']: ${type}`).join(', ');
    return `let ${table} = datatable(${list}) [];`;
  });
  return cases.map(({ query }) => [...tables, query].join('\n'));
}

// To analyze every case twice takes too long here.
const EVERY = 20;

test("the runtime's shorter ways change nothing that an analysis says", () => {
  const plain = asItComes();
  // Not a shorter way, but another answer.
  replaceParsedColumns(plain as unknown as Parameters<typeof replaceParsedColumns>[0]);
  const { KustoCode, GlobalState } = plain.Kusto.Language;
  // Loads the package, made shorter.
  createGlobals([], []);
  const shortened = vm.runInThisContext('({ Kusto, Bridge })') as Package;
  const globals = shortened.Kusto.Language.GlobalState.Default;
  const texts = caseFiles(join(__dirname, 'cases'))
    .flatMap(queries)
    .filter((_, index) => index % EVERY === 0);
  expect(texts.length).toBeGreaterThan(25);
  for (const text of texts) {
    const expected = KustoCode.ParseAndAnalyze(text, GlobalState.Default);
    const { root, diagnostics } = analyze(text, globals);
    const remarks = (plain.Bridge.toArray(expected.GetDiagnostics()) as { Code: string; Start: number }[]).map(
      ({ Code, Start }) => ({ code: Code, start: Start })
    );
    expect(diagnostics.map(({ code, start }) => ({ code, start }))).toEqual(remarks);
    expect(JSON.stringify(described(root, shortened))).toBe(JSON.stringify(described(expected.Syntax, plain)));
  }
}, 60_000);
