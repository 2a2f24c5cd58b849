/**
 * Runs KQL over a tenant kept in DuckDB: Microsoft's analysis of the query, its translation to one SQL query
 * (`translate.ts`), and DuckDB's answer as Kusto values.
 */
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

import { KqlError, NOT_SUPPORTED } from './error';
import type { ExternalFiles } from './externalFile';
import { macroStatements } from './macros';
import { NeedsSchema } from './needsSchema';
import { NeedsValues } from './needsValues';
import type { Answers, HuntWindow } from './plan';
import type { ResultColumn, TableSchema } from './schema';
import { SCRIPTED } from './scripted';
import { registerScripted } from './scripted/scripted';
import { createTranslator, type Translator } from './translate';

export { KqlError } from './error';
export type { KustoType, ResultColumn, TableSchema } from './schema';

/** datetime and timespan: ticks as bigint; long: bigint; dynamic: JSON text or null; guid: text. */
export type Cell = string | boolean | number | bigint | null;

export interface HuntResult {
  columns: ResultColumn[];
  rows: Cell[][];
}

/**
 * `now` in ticks; `window` (half open) restricts every table that has a time column; rows are ingested `late` ticks after
 * their time; a search, union or find that reaches more than `mostTables` without naming them is refused.
 */
export interface HuntOptions {
  now: bigint;
  window?: HuntWindow;
  late?: bigint;
  mostTables?: number;
  signal?: AbortSignal;
}

export interface Engine {
  /** Rejects with a `KqlError`, or with the signal's reason when it was canceled. */
  run(kql: string, options: HuntOptions): Promise<HuntResult>;
}

export interface KqlEngine extends Engine {
  /** Analyzes a first query, which takes most of a second, before anybody waits for one. */
  warmUp(): void;
}

/**
 * Every run has a connection of its own, so that runs neither wait for nor interrupt each other. `external` are the files
 * that `externaldata` reads in place of addresses.
 */
export function createEngine(
  instance: DuckDBInstance,
  tables: TableSchema[],
  external: ExternalFiles = new Map()
): KqlEngine {
  const translate = createTranslator(tables, external);
  let macros: Promise<void> | undefined;
  return {
    warmUp: () => void translate('print 1 | where true', { now: 0n }),
    run: async (kql, options) => {
      options.signal?.throwIfAborted();
      const connection = await instance.connect();
      try {
        await (macros ??= createMacros(connection));
        return await hunt(connection, translate, { ...options, kql, answers: new Map() });
      } finally {
        connection.closeSync();
      }
    },
  };
}

async function createMacros(connection: DuckDBConnection): Promise<void> {
  registerScripted(connection, SCRIPTED);
  for (const statement of macroStatements()) {
    await connection.run(statement);
  }
}

interface Hunt extends HuntOptions {
  kql: string;
  answers: Answers;
  wraps?: boolean;
}

/** How DuckDB says that it cannot read a pattern. */
const BAD_PATTERN =
  /(?:Pattern failed to parse: |Invalid Input Error: )((?:unexpected|missing|no argument|bad|invalid) .*)/;

/** How DuckDB says that whole numbers have left their 64 bits. */
const TOO_LARGE = /^Running the query failed: .*(Overflow in |out of range for the destination type INT64)/;

/** A query may ask its data for the columns of a plugin or the terms of a list first; each of them asks once. */
async function hunt(connection: DuckDBConnection, translate: Translator, of: Hunt): Promise<HuntResult> {
  const { kql, signal, answers } = of;
  try {
    const { sql, columns } = translate(kql, of);
    const rows = await read(connection, sql, signal);
    return { columns, rows: columns.length === 0 ? [] : rows.map((row) => toCells(row, columns)) };
  } catch (error) {
    if (error instanceof NeedsValues) {
      const values = (await read(connection, error.sql, signal)) as [string][];
      answers.set(
        error.key,
        values.map(([value]) => value)
      );
      return hunt(connection, translate, of);
    }
    if (!of.wraps && error instanceof KqlError && TOO_LARGE.test(error.message)) {
      return hunt(connection, translate, { ...of, wraps: true });
    }
    if (!(error instanceof NeedsSchema)) {
      throw error;
    }
    const found = (await read(connection, error.sql, signal)) as [string, string][];
    const text = kql.slice(0, error.position) + error.schema(found) + kql.slice(error.position);
    return hunt(connection, translate, { ...of, kql: text });
  }
}

async function read(connection: DuckDBConnection, sql: string, signal?: AbortSignal): Promise<unknown[][]> {
  const interrupt = () => connection.interrupt();
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    await connection.run("SET ieee_floating_point_ops = true; SET TimeZone = 'UTC'");
    signal?.throwIfAborted();
    return (await connection.runAndReadAll(sql)).getRows();
  } catch (cause) {
    signal?.throwIfAborted();
    throw Object.assign(failed(cause instanceof Error ? cause.message : String(cause)), { cause });
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
}

/** SQL that is not right: the query was, so it has a form that is translated wrongly. */
const UNBOUND = /^(?:Error: )?(?:Binder|Catalog|Parser) Error: /;

/** DuckDB's words, unless they say that the query asks for what is not handled. */
function failed(message: string): KqlError {
  const line = message.split('\n')[0]!;
  if (line.endsWith(NOT_SUPPORTED)) {
    return new KqlError('unsupported', line.replace(/^.*?Invalid Input Error: /, ''));
  }
  const pattern = BAD_PATTERN.exec(line)?.[1];
  if (pattern !== undefined) {
    return new KqlError('semantic', `Regex pattern is ill-formed: ${pattern}`);
  }
  if (line.includes('subqueries in lambda expressions')) {
    return new KqlError('unsupported', `'toscalar' in a calculation with arrays of this kind${NOT_SUPPORTED}`);
  }
  return UNBOUND.test(line)
    ? new KqlError('unsupported', `A query of this form, in which DuckDB misses a name (${line}),${NOT_SUPPORTED}`)
    : new KqlError('execution', `Running the query failed: ${line}`);
}

function toCells(row: unknown[], columns: ResultColumn[]): Cell[] {
  return columns.map(({ type }, index) => toCell(row[index], type));
}

/** DuckDB answers with the width of its own type; a Kusto type has one width here. */
function toCell(value: unknown, type: ResultColumn['type']): Cell {
  if (value === null || value === undefined) {
    return type === 'string' ? '' : null;
  }
  switch (type) {
    case 'long':
    case 'datetime':
    case 'timespan':
      return typeof value === 'bigint' ? value : BigInt(Math.trunc(Number(value)));
    case 'int':
    case 'real':
    case 'decimal':
      return Number(value);
    case 'bool':
      return Boolean(value);
    default:
      return String(value);
  }
}
