import type { DuckDBConnection } from '@duckdb/node-api';

import { identifier } from './identifier';
import { type KustoType, STORAGE, type TableSchema } from './schema';
import { textLiteral } from './scalar';
import { parseDatetime, parseTimespan } from './ticks';

/** Creates a small table and fills it; for tests and cases, where an INSERT of a few thousand rows is fast enough. */
export async function loadTable(
  connection: DuckDBConnection,
  table: TableSchema,
  rows: Record<string, unknown>[]
): Promise<void> {
  const columns = table.columns.map(({ name, type }) => `${identifier(name)} ${STORAGE[type]}`).join(', ');
  await connection.run(`CREATE TABLE ${identifier(table.name)} (${columns})`);
  for (let start = 0; start < rows.length; start += 500) {
    const values = rows
      .slice(start, start + 500)
      .map((row) => `(${table.columns.map(({ name, type }) => stored(row[name], type)).join(', ')})`);
    await connection.run(`INSERT INTO ${identifier(table.name)} VALUES ${values.join(', ')}`);
  }
}

/** A JSON value as DuckDB keeps it. */
function stored(value: unknown, type: KustoType): string {
  if (value === null || value === undefined) {
    return type === 'string' ? `''` : 'NULL';
  }
  switch (type) {
    case 'datetime':
      return String(parseDatetime(String(value)) ?? 'NULL');
    case 'timespan':
      return String(parseTimespan(String(value)) ?? 'NULL');
    case 'dynamic':
      return textLiteral(typeof value === 'string' ? value : JSON.stringify(value));
    case 'string':
    case 'guid':
      return textLiteral(typeof value === 'string' ? value : JSON.stringify(value));
    case 'bool':
      return value === true || value === 1 ? 'true' : 'false';
    default:
      return String(Number(value));
  }
}
