/** Kusto's scalar types, by their KQL names. */
export type KustoType =
  'string' | 'datetime' | 'timespan' | 'bool' | 'int' | 'long' | 'real' | 'decimal' | 'guid' | 'dynamic';

export interface ResultColumn {
  name: string;
  type: KustoType;
}

/** A table of the tenant; `timeColumn` is the one that a request's time span restricts. */
export interface TableSchema {
  name: string;
  timeColumn: string | null;
  columns: ResultColumn[];
}

/** How DuckDB keeps a Kusto type: a datetime as ticks since 0001-01-01, a timespan as ticks, a dynamic as JSON text. */
export const STORAGE: Record<KustoType, string> = {
  string: 'VARCHAR',
  datetime: 'BIGINT',
  timespan: 'BIGINT',
  bool: 'BOOLEAN',
  int: 'INTEGER',
  long: 'BIGINT',
  real: 'DOUBLE',
  decimal: 'DOUBLE',
  guid: 'VARCHAR',
  dynamic: 'VARCHAR',
};
