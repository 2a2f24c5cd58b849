import type { KustoType, TableSchema } from '../kql/engine';
import document from '../../pkg/schema/tables.json';

/** Every table of advanced hunting, from the file that the plugin reads as well. */
export function huntingTables(): TableSchema[] {
  return document.tables.map(({ name, timeColumn, columns }) => ({
    name,
    timeColumn,
    columns: columns.map((column) => ({ name: column.name, type: column.type as KustoType })),
  }));
}

const KUSTO_TYPES: readonly KustoType[] = [
  'string',
  'datetime',
  'timespan',
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'guid',
  'dynamic',
];

/** The schema of a table as `TABLE.schema.json` gives it. Throws a sentence that names the entry that is wrong. */
export function readTableSchema(name: string, json: unknown): TableSchema {
  if (!Array.isArray(json)) {
    throw new Error('It must be a list such as [{"name":"Timestamp","type":"datetime"}].');
  }
  const columns = json.map((entry: { name?: unknown; type?: unknown } | null, i) => {
    const type = KUSTO_TYPES.find((known) => known === entry?.type);
    if (typeof entry?.name !== 'string' || entry.name === '' || !type) {
      throw new Error(
        `Entry ${i + 1}, ${JSON.stringify(entry)}, needs a name and one of the types ${KUSTO_TYPES.join(', ')}.`
      );
    }
    return { name: entry.name, type };
  });
  return { name, timeColumn: timeColumnOf(name, columns), columns };
}

/** A known table keeps its time column, another takes the first of the two usual names. */
function timeColumnOf(table: string, columns: TableSchema['columns']): string | null {
  const known = document.tables.find(({ name }) => name === table)?.timeColumn;
  const names = [known, 'Timestamp', 'TimeGenerated'];
  return names.find((name) => columns.some((column) => column.name === name && column.type === 'datetime')) ?? null;
}
