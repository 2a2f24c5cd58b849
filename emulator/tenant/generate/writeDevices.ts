import type { DuckDBConnection } from '@duckdb/node-api';

import { identifier } from '../../kql/identifier';
import { ACTORS, FILES, FILLINGS } from './deviceSql';
import type { Ledger } from './ledger';

/** Writes the Device* event tables from the ledger, oldest row first, and drops its working tables. */
export async function writeDeviceEvents(
  connection: DuckDBConnection,
  ledger: Ledger,
  startTicks: bigint
): Promise<void> {
  ledger.close();
  await connection.run(FILES);
  await connection.run(ACTORS);
  for (const { table, columns, source, joins } of FILLINGS) {
    const names = Object.keys(columns).map(identifier).join(', ');
    const values = Object.values(columns).join(', ').replaceAll('$start', `${startTicks}`);
    const number = source === 'actors' ? '' : ', rowid AS nth';
    // Sorted while it is narrow: the joins keep the order of their first table, or nearly so.
    const rows = `SELECT *${number} FROM ${source} WHERE "at" >= 0 AND "at" < ${ledger.end} ORDER BY "at"`;
    await connection.run(`INSERT INTO ${identifier(table)} (${names}) SELECT ${values} FROM (${rows}) x ${joins}`);
  }
  const working = [...Object.values(ledger.facts), ...Object.values(ledger.dimensions)].map(({ name }) => name);
  await connection.run(['actors', 'files_with_hashes', ...working].map((name) => `DROP TABLE ${name}`).join(';'));
}
