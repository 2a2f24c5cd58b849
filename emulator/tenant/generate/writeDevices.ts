import { identifier } from '../../kql/identifier';
import type { Store } from '../store';
import { ACTORS, CERTIFICATES, FILES, FILLINGS, IN_SLICE } from './deviceSql';
import type { Ledger } from './ledger';

/** Facts that are widened at once. Wide rows take ten times their memory until they are compressed. */
const FACTS_A_SLICE = 300_000;

/** Writes the Device* event tables from the ledger, a slice of time after the other, and drops its working tables. */
export async function writeDeviceEvents(store: Store, ledger: Ledger, startTicks: bigint): Promise<void> {
  const { connection } = store;
  ledger.close();
  await connection.run(FILES);
  const facts = Object.values(ledger.facts);
  const slices = Math.ceil(facts.reduce((sum, { length }) => sum + length, 0) / FACTS_A_SLICE);
  for (let slice = 0; slice < slices; slice++) {
    const moments = {
      $from: `${(ledger.end / slices) * slice}`,
      $to: `${(ledger.end / slices) * (slice + 1)}`,
      $start: `${startTicks}`,
    };
    await writeSlice(store, (sql) =>
      sql.replace(/\$(from|to|start)\b/g, (name) => moments[name as keyof typeof moments])
    );
  }
  const { columns, select } = CERTIFICATES;
  const names = columns.map(identifier).join(', ');
  const signed = select.replace('$start', `${startTicks}`).replace('$end', `${ledger.end}`);
  await connection.run(`INSERT INTO ${identifier('DeviceFileCertificateInfo')} (${names}) ${signed}`);
  await store.compress();
  const working = [...facts, ...Object.values(ledger.dimensions)].map(({ name }) => name);
  await connection.run(['files_with_hashes', ...working].map((name) => `DROP TABLE ${name}`).join(';'));
}

async function writeSlice({ connection, compress }: Store, fill: (sql: string) => string): Promise<void> {
  await connection.run(fill(ACTORS));
  for (const { table, columns, source, joins } of FILLINGS) {
    const names = Object.keys(columns).map(identifier).join(', ');
    const values = Object.values(columns).join(', ');
    const number = source === 'actors' ? '' : ', rowid AS nth';
    // Sorted while it is narrow: the joins keep the order of their first table, or nearly so.
    const rows = `SELECT *${number} FROM ${source} WHERE ${IN_SLICE} ORDER BY "at"`;
    await connection.run(
      fill(`INSERT INTO ${identifier(table)} (${names}) SELECT ${values} FROM (${rows}) x ${joins}`)
    );
  }
  await connection.run('DROP TABLE actors');
  await compress();
}
