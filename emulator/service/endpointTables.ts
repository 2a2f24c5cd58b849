import type { TableSchema } from '../kql/engine';

/** What the tables of endpoints were called before their names began with `Device`; files of `--data` may still be. */
const OLD_NAMES = [
  'AlertEvents',
  'FileCreationEvents',
  'ImageLoadEvents',
  'LogonEvents',
  'MachineInfo',
  'MachineNetworkInfo',
  'MiscEvents',
  'NetworkCommunicationEvents',
  'ProcessCreationEvents',
  'RegistryEvents',
];

/** The tables that the endpoint API knows; any other is a name it cannot resolve. */
export function endpointTables(tables: readonly TableSchema[]): TableSchema[] {
  return tables.filter(({ name }) => name.startsWith('Device') || OLD_NAMES.includes(name));
}
