/**
 * The only file that knows how `@kusto/language-service-next` is built: Bridge.NET code, two scripts that write into
 * the global object, constructors with numbered overloads (`TableSymbol.$ctor4`) and .NET collections.
 * The numbers belong to the pinned version; `kusto.test.ts` notices when they move.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import vm from 'node:vm';

import { castShortly } from './kustoCasts';
import { findColumnsByMap } from './kustoColumns';
import { copyLists, spellNamesOnce } from './kustoLists';
import { replaceParsedColumns } from './kustoParse';
import { findTypesAtOnce, unfoldNames } from './kustoTypes';
import { compareShortly } from './kustoValues';
import type { ResultColumn, TableSchema } from './schema';
import type { Expression, List, SyntaxNode } from './syntax';

/** What the analysis knows of a name or a type; `Columns` where it is tabular or several values at once. */
export interface Symbol {
  readonly Name: string;
  readonly Kind: number;
  readonly Columns?: List<ColumnSymbol>;
  readonly Members?: List<Symbol>;
  readonly Signatures?: List<{ readonly Parameters: List<ParameterSymbol> }>;
}

export interface ColumnSymbol extends Symbol {
  readonly Type: Symbol;
  /** The columns that a union has joined into this one. */
  readonly OriginalColumns: List<ColumnSymbol> | null;
}

export interface ParameterSymbol extends Symbol {
  readonly IsOptional: boolean;
  readonly IsTabular: boolean;
  readonly DefaultValue: Expression | null;
}

/** One remark of the analysis; positions count UTF-16 units. */
export interface Diagnostic {
  severity: string;
  code: string;
  message: string;
  start: number;
  length: number;
}

/** The tables and functions that queries are analyzed against; opaque, reused by every query. */
export interface Globals {
  WithDatabase(database: Symbol): Globals;
  WithCache(): Globals;
}

/** A function written in KQL, e.g. `{ name: 'f', parameters: '(T: (*), n: long = 1)', body: '{ T | take n }' }`. */
export interface StoredFunction {
  name: string;
  parameters: string;
  body: string;
}

interface RawDiagnostic {
  Severity: string;
  Code: string;
  Message: string;
  Start: number;
  Length: number;
}

interface Code {
  Syntax: SyntaxNode;
  ResultType: Symbol | null;
  GetDiagnostics(): List<RawDiagnostic>;
}

type Constructor<Args extends unknown[], T = Symbol> = new (...args: Args) => T;

interface Language {
  KustoCode: { ParseAndAnalyze(text: string, globals: Globals): Code };
  KustoFacts: { GetExpressionResultName(expression: Expression, otherwise: string, row: Symbol | null): string };
  GlobalState: { Default: Globals };
  Binding: { Binder: { GetCreateFunctionCommandName(location: SyntaxNode): string | null } };
  Syntax: { SyntaxKind: Record<string, number> };
  Functions: { All: List<Symbol> };
  Aggregates: { All: List<Symbol> };
  PlugIns: { All: List<Symbol> };
  Symbols: {
    SymbolKind: Record<string, number>;
    ScalarTypes: Record<string, Symbol>;
    Symbol: unknown;
    ColumnSymbol: Constructor<[string, Symbol, null, null, null, null]>;
    TableSymbol: { $ctor4: Constructor<[string, unknown]>; prototype: object };
    DatabaseSymbol: { $ctor1: Constructor<[string, unknown, boolean]> };
    FunctionSymbol: { $ctor16: Constructor<[string, string, string, string]> };
  };
}

type Runtime = {
  Kusto: { Language: Language };
  Bridge: { toArray<T>(list: List<T>): T[] };
  System: { Array: { init<T>(items: T[], type: unknown): unknown } };
} & Shortened;

/** What the other files about this package shorten. */
type Shortened = Parameters<typeof spellNamesOnce>[0] &
  Parameters<typeof copyLists>[0] &
  Parameters<typeof castShortly>[0] &
  Parameters<typeof compareShortly>[0] &
  Parameters<typeof findTypesAtOnce>[0] &
  Parameters<typeof findColumnsByMap>[0];

const SCRIPTS = ['bridge.min.js', 'Kusto.Language.Bridge.min.js'];

const SCALAR_TYPES: Record<ResultColumn['type'], string> = {
  string: 'String',
  datetime: 'DateTime',
  timespan: 'TimeSpan',
  bool: 'Bool',
  int: 'Int',
  long: 'Long',
  real: 'Real',
  decimal: 'Decimal',
  guid: 'Guid',
  dynamic: 'Dynamic',
};

let loaded: Runtime | undefined;
let unfolded = false;
const names = new Map<Record<string, number>, string[]>();

/** The scripts write to the global object of the main context, which under Jest is not the test's own. */
function runtime(): Runtime {
  if (!loaded) {
    const present = vm.runInThisContext('typeof Kusto !== "undefined"') as boolean;
    const folder = join(createRequire(__filename).resolve('@kusto/language-service-next/package.json'), '..');
    for (const script of present ? [] : SCRIPTS) {
      vm.runInThisContext(readFileSync(join(folder, script), 'utf8'), { filename: script });
    }
    loaded = vm.runInThisContext('({ Kusto, Bridge, System })') as Runtime;
    if (!present) {
      spellNamesOnce(loaded);
      copyLists(loaded);
      findColumnsByMap(loaded);
      castShortly(loaded);
      compareShortly(loaded);
      findTypesAtOnce(loaded);
      replaceParsedColumns(loaded as unknown as Parameters<typeof replaceParsedColumns>[0]);
      // Only around the names in a command, `.create function`, there is one to find.
      loaded.Kusto.Language.Binding.Binder.GetCreateFunctionCommandName = () => null;
    }
  }
  return loaded;
}

/** Builds the globals of a database that holds these tables and functions and nothing else. */
export function createGlobals(tables: TableSchema[], functions: StoredFunction[]): Globals {
  const { Kusto, System } = runtime();
  const { Symbols, GlobalState } = Kusto.Language;
  const tableSymbols = tables.map((table) => {
    const columns = table.columns.map(
      ({ name, type }) =>
        new Symbols.ColumnSymbol(name, Symbols.ScalarTypes[SCALAR_TYPES[type]]!, null, null, null, null)
    );
    return new Symbols.TableSymbol.$ctor4(table.name, System.Array.init(columns, Symbols.ColumnSymbol));
  });
  const functionSymbols = functions.map(
    ({ name, parameters, body }) => new Symbols.FunctionSymbol.$ctor16(name, parameters, body, '')
  );
  const members = System.Array.init([...tableSymbols, ...functionSymbols], Symbols.Symbol);
  const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1('Defender', members, false));
  // Globals without a cache are copied by every analysis, which then sorts all functions by their names again.
  return globals.WithCache();
}

/** Parses and analyzes one query. Never throws for bad KQL: that is in `diagnostics`. */
export function analyze(kql: string, globals: Globals): { root: SyntaxNode; diagnostics: Diagnostic[] } {
  const { Kusto, System } = runtime();
  const code = Kusto.Language.KustoCode.ParseAndAnalyze(kql, globals);
  if (!unfolded) {
    // The first analysis still adds names.
    [Kusto, System].forEach((namespace) => unfoldNames(namespace));
    unfolded = true;
  }
  const diagnostics = toArray(code.GetDiagnostics()).map((raw) => ({
    severity: raw.Severity,
    code: raw.Code,
    message: raw.Message,
    start: raw.Start,
    length: raw.Length,
  }));
  return { root: code.Syntax, diagnostics };
}

export function toArray<T>(list: List<T>): T[] {
  const { Count: count } = list;
  if (Array.isArray(list) || typeof list.getItem !== 'function') {
    return runtime().Bridge.toArray(list);
  }
  const items: T[] = [];
  for (let index = 0; index < count; index++) {
    items.push(list.getItem!(index));
  }
  return items;
}

/** The name of a node's kind as in Microsoft's `SyntaxKind`, e.g. `FilterOperator`. */
export function kindOf(node: SyntaxNode): string {
  return enumName(runtime().Kusto.Language.Syntax.SyntaxKind, node.Kind);
}

/** The kind of a symbol as in `SymbolKind`, e.g. `Column`. */
export function symbolKind(symbol: Symbol): string {
  return enumName(runtime().Kusto.Language.Symbols.SymbolKind, symbol.Kind);
}

function enumName(enumeration: Record<string, number>, value: number): string {
  let byValue = names.get(enumeration);
  if (!byValue) {
    byValue = [];
    for (const [name, number] of Object.entries(enumeration)) {
      byValue[number] = name;
    }
    names.set(enumeration, byValue);
  }
  return byValue[value] ?? `kind ${value}`;
}

/** The column name that Kusto gives to an expression without one, '' where it numbers the column instead. */
export function resultName(expression: Expression): string {
  return runtime().Kusto.Language.KustoFacts.GetExpressionResultName(expression, '', null) ?? '';
}

/** The names of everything that Kusto has, as the package knows it. */
export function kustoNames(): Record<'operator' | 'function' | 'aggregate' | 'plugin', string[]> {
  const { Syntax, Functions, Aggregates, PlugIns } = runtime().Kusto.Language;
  const named = (list: List<Symbol>) => [...new Set(toArray(list).map(({ Name }) => Name))].sort();
  return {
    operator: Object.keys(Syntax.SyntaxKind)
      .filter((name) => name.endsWith('Operator'))
      .sort(),
    function: named(Functions.All),
    aggregate: named(Aggregates.All),
    plugin: named(PlugIns.All),
  };
}
