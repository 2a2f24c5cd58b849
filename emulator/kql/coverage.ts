/** Which entries of the engine's own tables a query uses. */
import { AGGREGATES } from './aggregates';
import { BY_KIND } from './expressions/expression';
import { ALONG, GRAPH_CALLS } from './expressions/graphCalls';
import { FUNCTIONS } from './functions';
import { SEVERAL } from './functions/series';
import { OPERATORS, SOURCES } from './operators';
import { PLUGINS } from './operators/evaluate';
import { KINDS } from './operators/join';

type Entries = Record<string, unknown>;

/** Everything that the engine runs, by the table that says so. */
export const TABLES: Record<string, Entries> = {
  operator: OPERATORS,
  source: SOURCES,
  join: KINDS,
  plugin: PLUGINS,
  function: FUNCTIONS,
  'function of graphs': GRAPH_CALLS,
  'place in a graph': ALONG,
  'several values': SEVERAL,
  aggregate: AGGREGATES,
  expression: BY_KIND,
};

/** Reports each entry that is looked up as `table name`, until `stop`. */
export function watchTables(report: (entry: string) => void): { stop: () => void } {
  const undo = Object.entries(TABLES).flatMap(([table, entries]) =>
    Object.entries(entries).map(([name, value]) => {
      Object.defineProperty(entries, name, {
        configurable: true,
        enumerable: true,
        get: () => {
          report(`${table} ${name}`);
          return value;
        },
      });
      return () =>
        Object.defineProperty(entries, name, { configurable: true, enumerable: true, writable: true, value });
    })
  );
  return { stop: () => undo.forEach((restore) => restore()) };
}
