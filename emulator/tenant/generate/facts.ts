import {
  BIGINT,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';

const KINDS = {
  /** Milliseconds since the tenant's first day, fractions allowed. */
  at: { sql: 'DOUBLE', type: DOUBLE },
  id: { sql: 'INTEGER', type: INTEGER },
  size: { sql: 'BIGINT', type: BIGINT },
  text: { sql: 'VARCHAR', type: VARCHAR },
} as const;

type Kind = keyof typeof KINDS;
type Value<K extends Kind> = K extends 'text' ? string : number;
export type FactRow<C extends Record<string, Kind>> = { [name in keyof C]: Value<C[name]> };

const CHUNK_ROWS = 2048;

/**
 * A narrow working table, filled a chunk at a time: what happened, in small numbers that point to machines, accounts,
 * files and texts. SQL writes the wide hunting tables from it, which costs a tenth of passing wide rows from here.
 */
export class Facts<C extends Record<string, Kind>> {
  readonly #names: (keyof C & string)[];
  readonly #columns: (number | string | bigint)[][];
  #appender: DuckDBAppender | undefined;
  #length = 0;

  constructor(
    readonly name: string,
    private readonly kinds: C
  ) {
    this.#names = Object.keys(kinds);
    this.#columns = this.#names.map(() => []);
  }

  async open(connection: DuckDBConnection): Promise<void> {
    const columns = this.#names.map((name) => `"${name}" ${KINDS[this.kinds[name]!].sql}`);
    await connection.run(`CREATE TEMP TABLE ${this.name} (${columns.join(', ')})`);
    this.#appender = await connection.createAppender(this.name, 'main', 'temp');
  }

  get length(): number {
    return this.#length;
  }

  push(row: FactRow<C>): void {
    this.#names.forEach((name, i) => {
      const value = row[name];
      this.#columns[i]!.push(this.kinds[name] === 'size' ? BigInt(value) : value);
    });
    this.#length++;
    if (this.#columns[0]!.length === CHUNK_ROWS) {
      this.#flush();
    }
  }

  close(): void {
    this.#flush();
    this.#appender?.closeSync();
  }

  #flush(): void {
    const rows = this.#columns[0]!.length;
    if (rows === 0 || !this.#appender) {
      return;
    }
    const chunk = DuckDBDataChunk.create(
      this.#names.map((name) => KINDS[this.kinds[name]!].type),
      rows
    );
    chunk.setColumns(this.#columns);
    this.#appender.appendDataChunk(chunk);
    this.#columns.forEach((column) => (column.length = 0));
  }
}
