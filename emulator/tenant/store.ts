import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';

import type { Cell, KustoType, TableSchema } from '../kql/engine';
import { identifier } from '../kql/identifier';

/** How each Kusto type lies in DuckDB; strings are never null, a missing one is empty. */
const STORAGE: Readonly<Record<KustoType, { sql: string; type: DuckDBType }>> = {
  string: { sql: "VARCHAR NOT NULL DEFAULT ''", type: VARCHAR },
  datetime: { sql: 'BIGINT', type: BIGINT },
  timespan: { sql: 'BIGINT', type: BIGINT },
  bool: { sql: 'BOOLEAN', type: BOOLEAN },
  int: { sql: 'INTEGER', type: INTEGER },
  long: { sql: 'BIGINT', type: BIGINT },
  real: { sql: 'DOUBLE', type: DOUBLE },
  decimal: { sql: 'DOUBLE', type: DOUBLE },
  guid: { sql: 'VARCHAR', type: VARCHAR },
  dynamic: { sql: 'VARCHAR', type: VARCHAR },
};

const CHUNK_ROWS = 2048;

/** The tenant's tables in an in-memory database. */
export interface Store {
  tables: readonly TableSchema[];
  instance: DuckDBInstance;
  connection: DuckDBConnection;
  /** Adds rows whose cells stand in the order of the table's columns. */
  append(table: TableSchema, rows: readonly (readonly Cell[])[]): void | Promise<void>;
  close(): void;
}

/** Opens a database that has every table, all of them empty. */
export async function openStore(tables: readonly TableSchema[]): Promise<Store> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(tables.map(createTable).join(';\n'));
  return {
    tables,
    instance,
    connection,
    append: (table, rows) => append(connection, table, rows),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function createTable(table: TableSchema): string {
  const columns = table.columns.map(({ name, type }) => `${identifier(name)} ${STORAGE[type].sql}`);
  return `CREATE TABLE ${identifier(table.name)} (${columns.join(', ')})`;
}

async function append(
  connection: DuckDBConnection,
  table: TableSchema,
  rows: readonly (readonly Cell[])[]
): Promise<void> {
  const appender = await connection.createAppender(unquoted(identifier(table.name)));
  const types = table.columns.map(({ type }) => STORAGE[type].type);
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const slice = rows.slice(start, start + CHUNK_ROWS);
    const chunk = DuckDBDataChunk.create(types, slice.length);
    chunk.setColumns(table.columns.map((_, column) => slice.map((row) => row[column] ?? null)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** The appender quotes names itself. */
function unquoted(quotedName: string): string {
  return quotedName.slice(1, -1).replaceAll('""', '"');
}

/** The newest moment in any time column, in ticks; undefined while every table is empty. */
export async function newestMoment(store: Store): Promise<bigint | undefined> {
  const newest = store.tables.flatMap(({ name, timeColumn }) =>
    timeColumn ? [`SELECT max(${identifier(timeColumn)}) AS newest FROM ${identifier(name)}`] : []
  );
  const reader = await store.connection.runAndReadAll(`SELECT max(newest) FROM (${newest.join(' UNION ALL ')})`);
  return (reader.getRows()[0]?.[0] as bigint | null | undefined) ?? undefined;
}
