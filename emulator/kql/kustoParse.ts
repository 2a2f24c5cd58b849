/**
 * Microsoft's analysis puts what `parse` reads into a column that the table has already beside that column, so that the
 * table has the name twice and every operator behind it is off. Here the new column takes the place of the old one.
 */
import type { ColumnSymbol, Symbol } from './kusto';
import type { List } from './syntax';

interface Table extends Symbol {
  readonly Columns: List<ColumnSymbol>;
  WithColumns$1(columns: unknown): Symbol;
}

interface Info {
  readonly ResultType: Symbol;
  readonly Diagnostics: unknown;
}

type Visit = (this: unknown, ...args: unknown[]) => Info;

interface Runtime {
  Kusto: {
    Language: {
      Binding: {
        Binder: { NodeBinder: { prototype: { ParseVisitCommon: Visit; VisitParseKvOperator: Visit } } };
        SemanticInfo: { $ctor5: new (type: Symbol, diagnostics: unknown) => Info };
      };
      Symbols: { ColumnSymbol: unknown };
    };
  };
  Bridge: { toArray<T>(list: List<T>): T[] };
  System: { Array: { init<T>(items: T[], type: unknown): unknown } };
}

/** Must run once, after the runtime is loaded. */
export function replaceParsedColumns({ Kusto, Bridge, System }: Runtime): void {
  const { Binding, Symbols } = Kusto.Language;
  const { prototype } = Binding.Binder.NodeBinder;
  for (const name of ['ParseVisitCommon', 'VisitParseKvOperator'] as const) {
    const visit = prototype[name];
    prototype[name] = function (...args) {
      const info = visit.apply(this, args);
      const table = info.ResultType as Table;
      const columns = Bridge.toArray(table.Columns);
      const byName = new Map(columns.map((column) => [column.Name, column]));
      return byName.size === columns.length
        ? info
        : new Binding.SemanticInfo.$ctor5(
            table.WithColumns$1(System.Array.init([...byName.values()], Symbols.ColumnSymbol)),
            info.Diagnostics
          );
    };
  }
}
