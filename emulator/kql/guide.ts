/**
 * The guide to the KQL that the emulator runs, made from the engine's own tables.
 * `npx tsx emulator/kql/guide.ts` writes docs/guide/emulator-kql.md anew.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { DEFENDER_WORKS, REFUSED_FUNCTIONS } from './defender';
import { TABLES } from './coverage';
import { kustoNames } from './kusto';

export const GUIDE_FILE = join(__dirname, '..', '..', 'docs', 'guide', 'emulator-kql.md');

/** Kinds of the syntax tree that nobody writes in a hunt. */
const NOT_WRITTEN = ['BadQueryOperator', 'ConsumeOperator', 'ExecuteAndCacheOperator', 'AssertSchemaOperator'];

/** Aggregates of several columns, which `operators/summarize.ts` writes. */
const SEVERAL_COLUMNS = ['argmax', 'argmin', 'percentiles', 'percentilesw'];

/** `ProjectAwayOperator` is written `project-away`; these are written otherwise. */
const SPELLED: Record<string, string> = {
  FilterOperator: 'where',
  GetSchemaOperator: 'getschema',
  MvExpandOperator: 'mv-expand',
  MvApplyOperator: 'mv-apply',
  ParseKvOperator: 'parse-kv',
  TopHittersOperator: 'top-hitters',
};

function spelled(kind: string): string {
  const words = kind.replace(/Operator$/, '').replace(/(?!^)([A-Z])/g, '-$1');
  return SPELLED[kind] ?? words.toLowerCase();
}

function works(table: string, name: string): boolean {
  return name in (TABLES[table] ?? {});
}

function section(
  title: string,
  names: string[],
  runs: (name: string) => boolean,
  show = (name: string) => name
): string {
  const list = (wanted: boolean) => names.filter((name) => runs(name) === wanted).map((name) => `\`${show(name)}\``);
  const [yes, no] = [list(true), list(false)];
  return `## ${title}\n\n| | |\n|---|---|\n| works (${yes.length}) | ${yes.join(', ')} |\n| refused (${no.length}) | ${no.join(', ')} |\n`;
}

/** What a reader must know of single entries: choices, sources, and what is left out of them. */
const NOTES = [
  '- `dcount` and `count_distinct` count exactly; the service estimates.',
  '- `percentile` gives the nearest rank, always a value of the column.',
  '- `hll` keeps every value and `tdigest` every value with its weight, so what is read from them is exact.',
  '- Where Kusto leaves the choice open (ties of `arg_max`, the order of a set), the answer is the same in every run.',
  '- `FileProfile` makes its profiles up from the hash and vendor of files that the tenant has seen.',
  "- `DeviceFromIP()` and `DeviceFromIP(IP)` answer from each device's newest `DeviceNetworkInfo`,",
  '  `DeviceFromIP(IP, Timestamp)` from the newest at that time; both columns must have these names.',
  '- `SeenBy` takes it that an onboarded device sees those behind the same default gateway. `SeenBy()` adds the column',
  '  `SeenBy` to each row, JSON of `DeviceId` and `LastEncountered`; `SeenBy(device)` lists the devices.',
  '- Text becomes a timespan as `[d.]hh:mm[:ss[.fffffff]]` or as a number of days; `1h` is a literal and no such text.',
  '- Arithmetic on longs that leaves 64 bits is an error; the shifts of bits wrap.',
  '- `geo_info_from_ip_address` knows the ranges that RFC 5737 keeps for documentation, and nothing else.',
  '- `scan` needs rows in an order; `output=last` and `optional` are refused. A sequence has one number until it ends or',
  '  another takes its place.',
  '- `find` over a column that has different types in its tables is refused. `pack_all()` packs what is not projected.',
  '- `search *`, `union *` and `find` without tables read every table, as the service does. From where on such a query is',
  '  too large there is not published: [`mostTables`](emulator.md#a-search-is-too-wide) sets it. The limits of rows, bytes',
  '  and time hold.',
  '- `graph-match` needs `project`, and a graph its nodes from one table. A property of an edge of variable length is an',
  '  array in `project` and may stand alone only; conditions on one (other than by `all` and `any`) and lengths from 0 are',
  '  refused.',
  '- `graph-shortest-paths` takes one edge of variable length from 1 on; a path that ends where it starts is an error.',
  '- `parse-kv` takes both delimiters (with one kind of quotes and an escape) or `regex`; without delimiters, and with',
  '  `greedy`, it is refused.',
  '- `set` obeys `query_now`, `query_bin_auto_size` and `query_bin_auto_at`, leaves options of resources to the service',
  '  and refuses every other one.',
  '- `series_decompose` and `series_decompose_anomalies` want the number of points of a season, or 0: Kusto does not publish',
  '  how it finds one, so -1 (their default) is refused for a series of eight points or more that changes. Refused as well',
  '  are anomalies with test points, scores by other percentiles than 25 and 75 or 10 and 90, and a score outside of two',
  '  percentiles that are equal.',
  '- Not published either are how Kusto looks for periods or fits two lines, and the rules of `reduce`: they are refused.',
  '- The Earth is a sphere of 6,371,010 m, from which the published distances follow. Refused are distances on the spheroid,',
  '  a point on the very edge of a polygon, and the area and the perimeter of several polygons, which the service unites.',
  '- `sliding_window_counts`, `activity_counts_metrics` and `rolling_percentile` refuse data whose rows the service might',
  '  count in more than one way: behind the end in the last window, or with a window or bin that is empty.',
  '- A schema is built of what tells its types: nulls inside of a value, empty arrays, and arrays and bags at the same',
  '  place are an error.',
  '- `convert_*` counts with the factors of the service, some of which are rounded, and wants units in its spelling.',
  '- `parse_user_agent` reads by the public patterns of the ua-parser project (uap-core 0.18.0), whose members the documents',
  '  of Kusto show. The version that the service has is not published, so it may name a new browser otherwise.',
  '- `facet` and `fork` answer with several tables; the API of the service has room for one, so they are refused.',
  '- `ingestion_time()` is the time of the row, and `--late` minutes after it.',
  '- A name that `let` declares is a calculation: `rand()`, `new_guid()` and `sample` are drawn anew at each use, and',
  '  once behind `toscalar` or `materialize`. `as` keeps its rows.',
  '- A search without tables and wildcards of `union` find the views of the query as well. A wildcard that names no',
  '  other table than a view is refused where its columns would get lost.',
  '- `externaldata` reads the files that `--external URL=FILE` names and fetches nothing; everything else that would',
  '  read from outside is refused. `ingestionMapping` may give columns of JSON a path each.\n',
];

export function guide(): string {
  const names = kustoNames();
  const operators = names.operator.filter((name) => !NOT_WRITTEN.includes(name));
  const functions = names.function.filter((name) => !name.startsWith('__'));
  const source = (kind: string) => works('operator', kind) || works('source', kind);
  return [
    '# The KQL of the emulator\n',
    'The emulator runs the part of Kusto listed here and refuses the rest by name: a query never gets an answer that',
    'leaves one of its clauses out. An argument, a parameter or a clause that is not understood is refused as well.\n',
    ...NOTES,
    "<!-- cspell:disable: the names below are Kusto's -->\n",
    section('Operators', operators, source, spelled),
    section('Scalar functions', functions, (name) =>
      ['function', 'several values', 'function of graphs', 'place in a graph'].some((table) => works(table, name))
    ),
    section(
      'Aggregates',
      [...new Set([...names.aggregate])],
      (name) => works('aggregate', name) || SEVERAL_COLUMNS.includes(name)
    ),
    section('Plugins', names.plugin, (name) => works('plugin', name)),
    section("Defender's functions", [...DEFENDER_WORKS, ...REFUSED_FUNCTIONS].sort(), (name) =>
      DEFENDER_WORKS.includes(name)
    ),
  ].join('\n');
}

if (require.main === module) {
  writeFileSync(GUIDE_FILE, guide());
}
