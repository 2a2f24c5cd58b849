import type { Plan, Relation } from './plan';
import type { KustoType } from './schema';
import type { Scope } from './scope';
import type { Expression, FunctionCall } from './syntax';

/** SQL for one Kusto value. A string is never NULL; every other type may be. */
export interface Scalar {
  sql: string;
  type: KustoType;
  /** The value, where the query itself spells it: a string's text or a dynamic's JSON. */
  constant?: { value: unknown };
}

/** What a translation may use: the plan it adds to, the names in sight, and the way back to tabular expressions. */
export interface Context {
  plan: Plan;
  scope: Scope;
  tabular: (node: Expression, context: Context) => Relation;
  /** The rows that a subquery without a source reads, as in `mv-apply … on (…)`. */
  implicit?: Relation;
}

/** An edge of variable length: SQL lists of structs, of its edges and of the nodes between them. */
export interface GraphWalk {
  steps: string;
  inner: string;
}

/** The parts of a pattern under their names, and the inner node that is looked at (as an alias, like the others). */
export interface GraphRow {
  walks: Record<string, GraphWalk>;
  places: Record<string, string>;
  edges: Relation;
  nodes: Relation;
  key: KustoType;
  node?: string | undefined;
}

/** Where an expression stands: the row it reads, the names it may use. */
export interface Row extends Context {
  /** The row's columns as SQL; absent where no row exists, as in `print`. */
  input?: Relation;
  /** SQL alias in front of each column, e.g. `l.`. */
  alias?: string;
  /** A name that stands for a side of a join: `$left` -> `l.`. */
  sides?: Record<string, string>;
  /** Null means the same as false here: a condition of `where` outside of `not`. */
  filter?: boolean;
  /** Aggregates may stand here, as in `summarize`. */
  aggregating?: boolean;
  /** What was prepared for functions that count rows anew from a condition on. */
  places?: Map<FunctionCall, string>;
  /** What the functions of graphs read, inside of a `graph-match`. */
  graph?: GraphRow;
  /** SQL for the order of the rows inside an aggregate, where the input is sorted. */
  order?: string;
  /** SQL for the number of a row, where an aggregate asks which came first. */
  place?: string;
}

/** What a subquery may use of a row's surroundings: neither the row nor the rows that are passed on implicitly. */
export function outsideOf({ plan, scope, tabular }: Context): Context {
  return { plan, scope, tabular };
}

export function textLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  // DuckDB's parser ends at a NUL.
  return text.includes('\0') ? `(${quoted.replaceAll('\0', "' || chr(0) || '")})` : quoted;
}

export function text(value: string): Scalar {
  return { sql: textLiteral(value), type: 'string', constant: { value } };
}

/** The constant text of a string, undefined where it is computed. */
export function constantText(scalar: Scalar): string | undefined {
  const value = scalar.constant?.value;
  return scalar.type === 'string' && typeof value === 'string' ? value : undefined;
}
