import type { DuckDBConnection } from '@duckdb/node-api';

import type { Cell, Engine, TableSchema } from './kql/engine';
import { KqlError } from './kql/error';
import { identifier } from './kql/identifier';

/** Stands in until the KQL engine is here: `TABLE`, `TABLE | take N`, `TABLE | count` and `print 1`. */
export function createEngine(connection: DuckDBConnection, tables: TableSchema[]): Engine {
  return {
    run: async (kql, { window }) => {
      if (/^\s*print\b/.test(kql)) {
        return { columns: [{ name: 'print_0', type: 'long' }], rows: [[1n]] };
      }
      const match = /^\s*(\w+)\s*(?:\|\s*(?:(?:take|limit)\s+(\d+)|(count))\s*)?$/.exec(kql);
      const table = tables.find(({ name }) => name === match?.[1]);
      if (!match) {
        throw new KqlError('syntax', `Syntax Error`);
      }
      if (!table) {
        throw new KqlError(
          'semantic',
          `'take' operator: Failed to resolve table or column expression named '${match[1]}'.`
        );
      }
      const time =
        table.timeColumn && window
          ? ` WHERE ${identifier(table.timeColumn)} >= ${window.from} AND ${identifier(table.timeColumn)} < ${window.to}`
          : '';
      const what = match[3] ? 'count(*)' : '*';
      const rows = (
        await connection.runAndReadAll(
          `SELECT ${what} FROM ${identifier(table.name)}${time} LIMIT ${match[2] ?? 100001}`
        )
      ).getRows() as Cell[][];
      return { columns: match[3] ? [{ name: 'Count', type: 'long' }] : table.columns, rows };
    },
  };
}
