/** A column of a table; `type` is a Kusto type. */
export interface Column {
  name: string;
  type: string;
  description: string;
}

/** A table of advanced hunting. `timeColumn` dates its rows; null for a snapshot. */
export interface Table {
  name: string;
  description: string;
  status: string;
  timeColumn: string | null;
  columns: Column[];
}

/** What may be called or written: `ago` with `span: timespan` gives a `datetime`. */
export interface Callable {
  name: string;
  parameters: string[];
  type: string;
  description: string;
  /** Saved by the tenant's people: it takes no rows, and what columns it gives is not told. */
  saved?: true;
}

/** An operator, comparison or kind of join, and the form in which it is written. */
export interface Phrase {
  name: string;
  form: string;
  description: string;
}

/** All that the editor's tools know beyond the query itself. */
export interface Knowledge {
  tables: ReadonlyMap<string, Table>;
  /** Table names that are gone, and what they are called now. */
  retired: ReadonlyMap<string, string>;
  /** Values of the column ActionType, by table. */
  actionTypes: ReadonlyMap<string, readonly string[]>;
  operators: readonly Phrase[];
  sources: readonly Phrase[];
  comparisons: readonly Phrase[];
  joinKinds: readonly Phrase[];
  scalars: readonly Callable[];
  aggregates: readonly Callable[];
  defender: readonly Callable[];
  plugins: readonly Callable[];
  /** Macros of the backend and names that Grafana fills in, with their `$`. */
  macros: readonly Callable[];
}

/** Reads lines such as `ago(span: timespan): datetime — Now minus a length of time`. */
export function readCallables(lines: string): Callable[] {
  return linesOf(lines).map((line) => {
    const [, name = '', list, type = '', description = ''] =
      /^([\w$]+)(?:\(([^)]*)\))?: (\w+) — (.*)$/.exec(line) ?? refuse(line);
    const parameters = list ? list.split(', ') : [];
    return { name, parameters, type, description };
  });
}

/** Reads lines such as `take Rows — Any rows, at most so many`. */
export function readPhrases(lines: string): Phrase[] {
  return linesOf(lines).map((line) => {
    const [, form = '', description = ''] = /^(.*?) — (.*)$/.exec(line) ?? refuse(line);
    const name = /^[^\s(]+/.exec(form)?.[0] ?? form;
    return { name: name === 'matches' ? 'matches regex' : name, form, description };
  });
}

function linesOf(lines: string): string[] {
  return lines.split('\n').filter((line) => line !== '');
}

function refuse(line: string): never {
  throw new Error(`The line is not of the form "name — what it does": ${line}`);
}
