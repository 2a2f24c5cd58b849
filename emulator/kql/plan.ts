/**
 * A query on its way to SQL. Every Kusto operator becomes one common table expression ("step"); a `Relation` is the
 * rows of a step. All steps stand in one WITH clause, so that a subquery is just another step.
 */
import { KqlError, NOT_SUPPORTED } from './error';
import type { ExternalFiles } from './externalFile';
import { identifier } from './identifier';
import { NeedsValues } from './needsValues';
import type { Symbol } from './kusto';
import { toArray } from './kusto';
import { type KustoType, type ResultColumn, STORAGE, type TableSchema } from './schema';
import type { Settings } from './settings';
import type { SyntaxNode } from './syntax';

/** `sorted`: the order of the rows means something and the steps that follow must keep it. */
export interface Relation {
  name: string;
  columns: ResultColumn[];
  sorted: boolean;
  /** The table that the rows come from unchanged, as `union withsource=` names it. */
  source?: string;
  /** Not all rows of `source`, which a union then no longer names. */
  filtered?: boolean;
  /** Set where the rows are a graph, which only the operators of graphs read. */
  graph?: Graph;
}

/** Edges with `#e` (their number), `#from` and `#to`; nodes with `#node`, which edges name them by. */
export interface Graph {
  edges: Relation;
  nodes: Relation;
  /** The type of `#node`. */
  key: KustoType;
}

export interface HuntWindow {
  from: bigint;
  to: bigint;
}

/** Texts that a query's data holds, by the SQL that found them. */
export type Answers = Map<string, string[]>;

interface PlanOptions {
  now: bigint;
  window?: HuntWindow | undefined;
  external?: ExternalFiles | undefined;
  answers?: Answers | undefined;
  late?: bigint | undefined;
  settings?: Settings | undefined;
  mostTables?: number | undefined;
  wraps?: boolean | undefined;
}

const MOST_VALUES = 10_000;

/** The place of a stored row, behind the columns of its table. */
const ROW = '"#row"';

interface Step {
  name: string;
  sql: string;
  materialized: boolean;
}

export class Plan {
  #steps: Step[] = [];
  #count = 0;
  #draws = 0;
  #nesting = 0;
  readonly #uses = new Map<string, number>();
  readonly #readAnew = new Set<string>();
  readonly #known = new Map<SyntaxNode, Map<string, Relation>>();
  readonly #tables: Map<string, TableSchema>;

  readonly now: bigint;
  readonly window: HuntWindow | undefined;
  /** How long after its time a row is ingested, in ticks. */
  readonly late: bigint;
  readonly external: ExternalFiles;
  readonly settings: Settings;
  /** Whole numbers lose what does not fit into their 64 bits; DuckDB's own arithmetic fails there and is faster. */
  readonly wraps: boolean;
  readonly #mostTables: number;
  readonly #answers: Answers;

  constructor(
    tables: Map<string, TableSchema>,
    {
      now,
      window,
      external = new Map(),
      answers,
      late = 0n,
      settings = {},
      mostTables = Infinity,
      wraps = false,
    }: PlanOptions
  ) {
    this.#tables = tables;
    this.now = now;
    this.window = window;
    this.late = late;
    this.external = external;
    this.settings = settings;
    this.wraps = wraps;
    this.#mostTables = mostTables;
    this.#answers = answers ?? new Map();
  }

  /**
   * The texts that a step's one column holds, so that what is made of them is a constant of the query; undefined where
   * they are too many, would be others the next time, or belong to a nested query.
   */
  texts(relation: Relation): string[] | undefined {
    if (this.#nesting > 0) {
      return undefined;
    }
    const sql = this.sql({ ...relation, columns: relation.columns.slice(0, 1) });
    if (drawsChance(sql)) {
      return undefined;
    }
    const known = this.#answers.get(sql);
    if (!known) {
      throw new NeedsValues(`${sql} LIMIT ${MOST_VALUES + 1}`, sql);
    }
    return known.length > MOST_VALUES ? undefined : known;
  }

  /** Adds a step. Its SQL names earlier steps by `relation.name` only, through `use`. */
  step(sql: string, columns: ResultColumn[], sorted = false, materialized = false): Relation {
    const name = `"#${++this.#count}"`;
    this.#draws += drawsChance(sql) ? 1 : 0;
    // Rows may have no columns, a SELECT may not.
    this.#steps.push({ name, sql: sql.replace(/^SELECT {2}FROM/, 'SELECT NULL AS "#none" FROM'), materialized });
    return { name, columns, sorted };
  }

  /** The step's name for a FROM clause. */
  use(relation: Relation): string {
    this.#uses.set(relation.name, (this.#uses.get(relation.name) ?? 0) + 1);
    return relation.name;
  }

  /** Rows that a table gives by a scan and filters: to read them twice is cheaper than to keep a copy of them. */
  readAnew(relation: Relation): void {
    if (this.#isStored(relation)) {
      this.#readAnew.add(relation.name);
    }
  }

  #isStored({ source }: Relation): boolean {
    return source !== undefined && this.#tables.has(source);
  }

  /** The rows with their numbers: a table has them, others are counted. */
  placed(relation: Relation): { relation: Relation; order: string } {
    return this.#isStored(relation) ? { relation, order: ROW } : this.numbered(relation);
  }

  /** The relation of a node's SQL; a function that is called twice has the same nodes. */
  once(node: SyntaxNode, sql: string, build: () => Relation): Relation {
    const known = this.#known.get(node) ?? new Map<string, Relation>();
    this.#known.set(node, known);
    const relation = known.get(sql) ?? build();
    known.set(sql, relation);
    return relation;
  }

  /** How many steps so far draw chance anew whenever they are read. */
  get draws(): number {
    return this.#draws;
  }

  /** Keeps the rows that `build` gives: whatever chance they depend on is drawn once. */
  materialize(build: () => Relation): Relation {
    const before = this.#draws;
    const relation = build();
    const kept = this.step(`SELECT * FROM ${this.use(relation)}`, relation.columns, relation.sorted, true);
    this.#draws = before;
    return kept;
  }

  /** The rows of a stored table, within the request's window when the table has a time column. */
  table(name: string): Relation {
    const table = this.#tables.get(name);
    if (!table) {
      throw new KqlError('semantic', `The table '${name}' is not in this database.`);
    }
    const columns = table.columns.map((column) => identifier(column.name)).join(', ');
    const { timeColumn } = table;
    const filter =
      this.window && timeColumn
        ? ` WHERE ${identifier(timeColumn)} >= ${this.window.from} AND ${identifier(timeColumn)} < ${this.window.to}`
        : '';
    const relation = this.step(`SELECT ${columns}, rowid AS ${ROW} FROM ${identifier(name)}${filter}`, table.columns);
    return { ...relation, source: name };
  }

  /** The tables that a query reaches without naming them. Refuses a query that reaches too many. */
  tableNames(): string[] {
    this.refuseWide(this.#tables.size);
    return [...this.#tables.keys()];
  }

  /** The service says that a query is too large and not where that begins. */
  refuseWide(tables: number): void {
    if (tables > this.#mostTables) {
      throw new KqlError('execution', 'The query exceeds the allowed size limit when processed.');
    }
  }

  /** Numbers the rows in their present order, as the column `order`, for steps that would otherwise lose it. */
  numbered(relation: Relation): { relation: Relation; order: string } {
    const order = `"#order${++this.#count}"`;
    const sql = `SELECT *, row_number() OVER () AS ${order} FROM ${this.use(relation)}`;
    return { relation: this.step(sql, relation.columns, true), order };
  }

  /**
   * A nested query: the step of `sql`, which may use the row around it, and what `build` adds on top of it.
   * Steps that do not stem from it (a table that `let` names, used here first) stay steps of the whole query.
   */
  nested(
    sql: string,
    columns: ResultColumn[],
    build: (root: Relation) => Relation
  ): { sql: string; relation: Relation } {
    const start = this.#steps.length;
    const root = this.step(sql, columns);
    this.#nesting++;
    const relation = build(root);
    this.#nesting--;
    const own = [this.#steps[start]!];
    for (const step of this.#steps.slice(start + 1)) {
      if (own.some(({ name }) => step.sql.includes(name))) {
        own.push(step);
      }
    }
    this.#steps = this.#steps.filter((step) => !own.includes(step));
    return { sql: this.#write(own, relation), relation };
  }

  /** The whole query; its last step is `result`. */
  sql(result: Relation): string {
    return this.#write(this.#steps, result);
  }

  #write(steps: Step[], result: Relation): string {
    const columns = result.columns.map((column) => identifier(column.name)).join(', ');
    const body = `SELECT ${columns === '' ? 'NULL' : columns} FROM ${this.use(result)}`;
    if (steps.length === 0) {
      return body;
    }
    // DuckDB would materialize what is used often; a step used once must not keep filters from reaching the table.
    // Chance must be drawn once, also where its rows are read twice.
    const chance = steps.some(({ sql }) => drawsChance(sql));
    const hint = (step: Step) => {
      const often = (this.#uses.get(step.name) ?? 0) > 1;
      if (step.materialized || (often && chance)) {
        return 'MATERIALIZED ';
      }
      return often && !this.#readAnew.has(step.name) ? '' : 'NOT MATERIALIZED ';
    };
    return `WITH ${steps.map((step) => `${step.name} AS ${hint(step)}(${step.sql})`).join(',\n')}\n${body}`;
  }
}

/** SQL whose value is another one each time. */
export function drawsChance(sql: string): boolean {
  return /\b(random|uuid)\(\)/.test(sql);
}

/** The name of the table that all of the rows are. */
export function sourceOf({ source, filtered }: Relation): string | undefined {
  return filtered ? undefined : source;
}

/** The columns of a tabular result type. */
export function columnsOf(type: Symbol | null, node: SyntaxNode): ResultColumn[] {
  if (!type?.Columns) {
    throw new KqlError('semantic', 'A table is expected here.', node.TextStart, node.Width);
  }
  return toArray(type.Columns).map((column) => ({ name: column.Name, type: kustoType(column.Type) }));
}

/** The scalar type of a symbol. What the analysis cannot know (`unknown`) is dynamic: it may hold anything. */
export function kustoType(type: Symbol | null): KustoType {
  const name = type?.Name ?? 'unknown';
  return name in STORAGE ? (name as KustoType) : 'dynamic';
}

export function unsupported(what: string, node?: SyntaxNode): KqlError {
  return new KqlError('unsupported', `${what}${NOT_SUPPORTED}`, node?.TextStart, node?.Width);
}
