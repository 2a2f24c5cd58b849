import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';

import type { Cell, TableSchema } from '../kql/engine';
import { rowReader } from './cell';
import { huntingTables, readTableSchema } from './schema';
import type { Store } from './store';

const ROWS_A_TURN = 20_000;

/** A table that a folder holds: its schema and the file with its rows. */
export interface TableFile {
  table: TableSchema;
  file: string;
}

/**
 * Finds `TABLE.ndjson` files in a folder. The schema is `TABLE.schema.json` where there is one, else the hunting
 * schema's. Throws when the folder holds none, or a table that neither describes.
 */
export function findTableFiles(dir: string): TableFile[] {
  if (!existsSync(dir)) {
    throw new Error(`The folder ${dir} that --data names does not exist.`);
  }
  const names = readdirSync(dir)
    .filter((file) => file.endsWith('.ndjson'))
    .sort()
    .map((file) => basename(file, '.ndjson'));
  if (names.length === 0) {
    throw new Error(`The folder ${dir} that --data names holds no TABLE.ndjson file.`);
  }
  const known = huntingTables();
  return names.map((name) => {
    const table = describedTable(dir, name) ?? known.find((candidate) => candidate.name === name);
    if (!table) {
      throw new Error(
        `${join(dir, name)}.ndjson: no hunting table is called ${name}; describe it in ${name}.schema.json.`
      );
    }
    return { table, file: join(dir, `${name}.ndjson`) };
  });
}

function describedTable(dir: string, name: string): TableSchema | undefined {
  const file = join(dir, `${name}.schema.json`);
  if (!existsSync(file)) {
    return undefined;
  }
  try {
    return readTableSchema(name, JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Error(`${file} is not a table's schema: ${error instanceof Error ? error.message : error}`);
  }
}

/** Adds the rows of one file to its table. Throws a sentence with file and line for the first line that does not fit. */
export async function loadTableFile({ table, file }: TableFile, store: Store): Promise<number> {
  const read = rowReader(table);
  let rows: Cell[][] = [];
  let line = 0;
  let loaded = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    line++;
    if (text.trim() === '') {
      continue;
    }
    try {
      rows.push(read(JSON.parse(text)));
    } catch (error) {
      throw new Error(`${file}, line ${line}: ${error instanceof Error ? error.message : error}.`);
    }
    if (rows.length === ROWS_A_TURN) {
      await store.append(table, rows);
      loaded += rows.length;
      rows = [];
    }
  }
  await store.append(table, rows);
  return loaded + rows.length;
}
