import type { TableSchema } from '../../kql/engine';
import document from '../../../pkg/schema/tables.json';
import { TYPE_NAMES } from '../encode/typeNames';

/** A table as the two calls that tell the hunting schema describe it. */
export interface DescribedTable {
  name: string;
  description: string;
  columns: Array<{ name: string; dataType: string; description: string }>;
}

/** The tables of a tenant with what is known of them; a table that only `--data` describes has no descriptions. */
export function describeTables(tables: readonly TableSchema[]): DescribedTable[] {
  const known = new Map(document.tables.map((table) => [table.name, table]));
  return tables
    .map(({ name, columns }) => {
      const table = known.get(name);
      const texts = new Map(table?.columns.map((column) => [column.name, column.description]));
      return {
        name,
        description: table?.description ?? '',
        columns: columns.map((column) => ({
          name: column.name,
          dataType: TYPE_NAMES[column.type],
          description: texts.get(column.name) ?? '',
        })),
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
