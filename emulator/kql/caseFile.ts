/** Cases kept as JSON: small tables or NDJSON files, queries, and the rows that each must give. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { DuckDBInstance } from '@duckdb/node-api';

import { type Cell, createEngine, type Engine, type HuntResult } from './engine';
import { loadTable } from './loadTable';
import type { KustoType, ResultColumn, TableSchema } from './schema';
import { parseDatetime, parseTimespan } from './ticks';

/** Rows as arrays in column order or as objects; a datetime is ISO text, a timespan Kusto's text. */
export interface Case {
  name: string;
  query: string;
  columns?: string[];
  rows: unknown[];
  ordered?: boolean;
  /** Where the expected rows were published, e.g. `Kusto reference: substring(), example 3`; absent for our own. */
  source?: string;
}

export interface CaseResult {
  name: string;
  problem?: string;
  milliseconds: number;
}

type Schema = Record<string, [string, KustoType][]>;

interface CaseFile {
  now?: string;
  schema?: Schema;
  rows?: Record<string, unknown[][]>;
  /** Files, beside this one, that stand for addresses which `externaldata` reads. */
  external?: Record<string, string>;
  cases?: Case[];
  answers?: { id: number; kql: string; expected: unknown[] }[];
}

/** The cases of a file, and the way to run them: the tables are loaded once, at the first `open`. */
export interface OpenFile {
  cases: Case[];
  open(): Promise<{ run(item: Case): Promise<string | undefined> }>;
}

/** What a file's queries run on: the tenant's clock, and a folder that holds its tables as an emulator reads them. */
export interface CaseData {
  now: string | undefined;
  external: ReadonlyMap<string, string>;
  /** Writes the tables that the file holds into `folder`; gives back the folder to serve. */
  write(folder: string): string;
}

export function openCaseFile(path: string, json: string): OpenFile {
  const file = JSON.parse(json) as CaseFile;
  const answers = (file.answers ?? []).map(({ id, kql, expected }) => ({
    name: `${id}`,
    query: kql,
    rows: expected,
    ordered: true,
  }));
  const now = parseDatetime(file.now ?? '2026-11-23T00:00:00Z') ?? 0n;
  let engine: Promise<Engine> | undefined;
  return {
    cases: file.cases ?? answers,
    open: async () => {
      const opened = await (engine ??= load(file, path));
      return { run: async (item) => difference(item, await opened.run(item.query, { now })) };
    },
  };
}

/** The data of a file, for an emulator of its own. */
export function caseData(path: string, json: string): CaseData {
  const file = JSON.parse(json) as CaseFile;
  const { schema } = file;
  return {
    now: file.now,
    external: externalFiles(file, path),
    write: (folder) => {
      if (!schema) {
        return dirname(path);
      }
      for (const [table, columns] of Object.entries(schema)) {
        const rows = (file.rows?.[table] ?? []).map((row) => JSON.stringify(namedCells(row, columns)));
        writeFileSync(join(folder, `${table}.ndjson`), rows.map((row) => `${row}\n`).join(''));
        const described = columns.map(([name, type]) => ({ name, type }));
        writeFileSync(join(folder, `${table}.schema.json`), JSON.stringify(described));
      }
      return folder;
    },
  };
}

/** A row as an object; a file may spell a dynamic cell as JSON text. */
function namedCells(row: unknown[], columns: [string, KustoType][]): Record<string, unknown> {
  return Object.fromEntries(
    columns.map(([name, type], index) => {
      const cell = row[index];
      return [name, type === 'dynamic' && typeof cell === 'string' ? parsed(cell) : cell];
    })
  );
}

function externalFiles(file: CaseFile, path: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(file.external ?? {}).map(([address, name]) => [address, join(dirname(path), name)]));
}

async function load(file: CaseFile, path: string): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:');
  const tables = file.schema
    ? await smallTables(instance, file, file.schema)
    : await ndjsonTables(instance, dirname(path));
  return createEngine(instance, tables, externalFiles(file, path));
}

/** Runs the named cases, or all; an error is a problem like wrong rows. */
export async function runCases(
  cases: Case[],
  run: (item: Case) => Promise<string | undefined>,
  names: string[] = []
): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const item of cases.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const start = performance.now();
    const problem = await run(item).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    results.push({
      name: item.name,
      ...(problem !== undefined && { problem }),
      milliseconds: performance.now() - start,
    });
  }
  return results;
}

/** What is wrong with the rows, undefined when they are as expected. */
export function difference(item: Case, result: HuntResult): string | undefined {
  const names = result.columns.map(({ name }) => name);
  if (item.columns && item.columns.join() !== names.join()) {
    return `columns ${names.join()} instead of ${item.columns.join()}`;
  }
  const got = result.rows.map((row) =>
    JSON.stringify(row.map((cell, index) => shown(cell, result.columns[index]!.type)))
  );
  const want = item.rows.map((row) => JSON.stringify(expectedCells(row, result.columns)));
  if (!item.ordered) {
    got.sort();
    want.sort();
  }
  return got.join('\n') === want.join('\n')
    ? undefined
    : `rows\n  ${got.join('\n  ')}\n instead of\n  ${want.join('\n  ')}`;
}

function expectedCells(row: unknown, columns: ResultColumn[]): unknown[] {
  const cells = Array.isArray(row) ? row : columns.map(({ name }) => (row as Record<string, unknown>)[name]);
  return cells.map((cell, index) => expectedCell(cell, columns[index]?.type));
}

function expectedCell(cell: unknown, type: KustoType | undefined): unknown {
  if (typeof cell === 'string' && type === 'datetime') {
    return String(parseDatetime(cell));
  }
  if (typeof cell === 'string' && type === 'timespan') {
    return String(parseTimespan(cell));
  }
  return type === 'dynamic' && typeof cell === 'string' ? parsed(cell) : cell;
}

function shown(cell: Cell, type: KustoType): unknown {
  if (type === 'dynamic' && typeof cell === 'string') {
    return parsed(cell);
  }
  return typeof cell === 'bigint' ? (type === 'long' ? Number(cell) : String(cell)) : cell;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

async function smallTables(instance: DuckDBInstance, file: CaseFile, schema: Schema): Promise<TableSchema[]> {
  const tables = Object.entries(schema).map(([name, columns]): TableSchema => {
    const timeColumn = columns.find(([column]) => column === 'Timestamp')?.[0] ?? null;
    return { name, timeColumn, columns: columns.map(([column, type]) => ({ name: column, type })) };
  });
  const connection = await instance.connect();
  for (const table of tables) {
    const rows = file.rows?.[table.name] ?? [];
    await loadTable(
      connection,
      table,
      rows.map((row) => Object.fromEntries(table.columns.map(({ name }, index) => [name, row[index]])))
    );
  }
  connection.closeSync();
  return tables;
}

interface KnownTable {
  name: string;
  timeColumn: string | null;
  columns: { name: string; type: KustoType }[];
}

async function ndjsonTables(instance: DuckDBInstance, folder: string): Promise<TableSchema[]> {
  const schema = join(__dirname, '..', '..', 'pkg', 'schema', 'tables.json');
  const known = (JSON.parse(readFileSync(schema, 'utf8')) as { tables: KnownTable[] }).tables;
  const connection = await instance.connect();
  for (const table of known) {
    const file = join(folder, `${table.name}.ndjson`);
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
    await loadTable(
      connection,
      table,
      lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    );
  }
  connection.closeSync();
  return known;
}

/** The case files of a folder. */
export function caseFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, basename(name)));
}
