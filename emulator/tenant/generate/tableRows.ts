import type { Cell, TableSchema } from '../../kql/engine';
import { TICKS_PER_MS } from '../../ticks';
import type { Store } from '../store';

/** A row by column; what is left out is an empty text or null. */
export type Row = Readonly<Record<string, Cell | undefined>>;

const ROWS_A_TURN = 20_000;
/** Rows that may wait in memory, where a row takes as much as a hundred compressed ones. */
const ROWS_WAITING = 60_000;

/** Rows on their way into one table, for the tables that are small enough to be passed row by row. */
export class TableRows {
  readonly #table: TableSchema;
  readonly #places: Map<string, number>;
  readonly #empty: Cell[];
  #rows: Cell[][] = [];

  /** Throws when there is no such table. */
  constructor(
    private readonly store: Store,
    name: string
  ) {
    const table = store.tables.find((candidate) => candidate.name === name);
    if (!table) {
      throw new Error(`There is no table called ${name}.`);
    }
    this.#table = table;
    this.#places = new Map(table.columns.map((column, i) => [column.name, i]));
    this.#empty = table.columns.map(({ type }) => (type === 'string' ? '' : null));
  }

  add(row: Row): void {
    const cells = [...this.#empty];
    for (const [name, cell] of Object.entries(row)) {
      const place = this.#places.get(name);
      if (place === undefined) {
        throw new Error(`${this.#table.name} has no column ${name}.`);
      }
      cells[place] = cell ?? cells[place]!;
    }
    this.#rows.push(cells);
  }

  /** Passes the rows from before a moment on, the oldest first; all of them without one. */
  async write(before?: bigint): Promise<void> {
    const time = this.#places.get(this.#table.timeColumn ?? '');
    let ready = this.#rows;
    this.#rows = [];
    if (time !== undefined) {
      const moment = (row: Cell[]) => row[time] as bigint;
      if (before !== undefined) {
        this.#rows = ready.filter((row) => moment(row) >= before);
        ready = ready.filter((row) => moment(row) < before);
      }
      ready.sort((a, b) => Number(moment(a) - moment(b)));
    }
    for (let i = 0; i < ready.length; i += ROWS_A_TURN) {
      await this.store.append(this.#table, ready.slice(i, i + ROWS_A_TURN));
    }
  }

  get waiting(): number {
    return this.#rows.length;
  }
}

/** The tables that are filled row by row. */
const NAMES = [
  'DeviceInfo',
  'DeviceNetworkInfo',
  'IdentityInfo',
  'IdentityLogonEvents',
  'EntraIdSignInEvents',
  'EmailEvents',
  'EmailUrlInfo',
  'EmailAttachmentInfo',
  'UrlClickEvents',
  'CloudAppEvents',
  'AlertInfo',
  'AlertEvidence',
  'EmailPostDeliveryEvents',
  'IdentityDirectoryEvents',
  'IdentityQueryEvents',
  'EntraIdSpnSignInEvents',
  'OAuthAppInfo',
  'DeviceTvmSoftwareInventory',
  'DeviceTvmSoftwareVulnerabilities',
  'DeviceTvmSoftwareVulnerabilitiesKB',
  'DeviceTvmSecureConfigurationAssessment',
  'DeviceTvmSecureConfigurationAssessmentKB',
  'ExposureGraphNodes',
  'ExposureGraphEdges',
] as const;

export type OfficeTable = (typeof NAMES)[number];

/** All of them, and the clock they share. Rows after the end of the tenant's time are left out. */
export class Office {
  readonly #tables: ReadonlyMap<OfficeTable, TableRows>;

  /** @param span the first tick of the tenant and the milliseconds that follow */
  constructor(
    private readonly store: Store,
    private readonly span: { startTicks: bigint; ms: number }
  ) {
    this.#tables = new Map(NAMES.map((name) => [name, new TableRows(store, name)]));
  }

  /** Adds a row that happened `at` milliseconds after the start. */
  add(table: OfficeTable, at: number, row: Row): void {
    if (at >= 0 && at < this.span.ms) {
      this.#tables.get(table)!.add({ Timestamp: this.ticks(at), ...row });
    }
  }

  /** Adds a row to a table that has no time: what is so now. */
  state(table: OfficeTable, row: Row): void {
    this.#tables.get(table)!.add(row);
  }

  ticks(at: number): bigint {
    return this.span.startTicks + BigInt(Math.floor(at)) * TICKS_PER_MS + BigInt(Math.floor((at % 1) * 10_000));
  }

  /** The tick at which the tenant's time ends. */
  get end(): bigint {
    return this.ticks(this.span.ms);
  }

  /** Passes rows on when many wait: those from before `at`, since older ones must not follow. */
  async writeBefore(at: number): Promise<void> {
    const waiting = [...this.#tables.values()].reduce((sum, rows) => sum + rows.waiting, 0);
    if (waiting > ROWS_WAITING) {
      await this.write(this.ticks(Math.max(0, at)));
    }
  }

  async write(before?: bigint): Promise<void> {
    for (const rows of this.#tables.values()) {
      await rows.write(before);
    }
    await this.store.compress();
  }
}
