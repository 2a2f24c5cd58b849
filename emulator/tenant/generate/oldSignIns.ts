import { identifier } from '../../kql/identifier';
import type { Store } from '../store';

/** Fills the sign-in table that EntraIdSignInEvents replaced, and that public queries still name, with the same rows. */
export async function copyOldSignIns(store: Store): Promise<void> {
  const columnsOf = (table: string) => store.tables.find(({ name }) => name === table)!.columns.map(({ name }) => name);
  const known = new Set(columnsOf('EntraIdSignInEvents'));
  const shared = columnsOf('AADSignInEventsBeta').filter((name) => known.has(name));
  const to = [...shared, 'AadDeviceId'].map(identifier).join(', ');
  const from = [...shared, 'EntraIdDeviceId'].map(identifier).join(', ');
  await store.connection.run(
    `INSERT INTO ${identifier('AADSignInEventsBeta')} (${to}) SELECT ${from} FROM ${identifier('EntraIdSignInEvents')}`
  );
  await store.compress();
}
