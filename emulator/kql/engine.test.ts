import { DuckDBInstance } from '@duckdb/node-api';

import { createEngine, type KqlEngine, type TableSchema } from './engine';
import { KqlError } from './error';
import { loadTable } from './loadTable';
import { DAY, parseDatetime } from './ticks';

const EVENTS: TableSchema = {
  name: 'Events',
  timeColumn: 'Timestamp',
  columns: [
    { name: 'Timestamp', type: 'datetime' },
    { name: 'Device', type: 'string' },
    { name: 'Count', type: 'int' },
    { name: 'Extra', type: 'dynamic' },
  ],
};
const STOCK: TableSchema = { name: 'Stock', timeColumn: null, columns: [{ name: 'Item', type: 'string' }] };

const now = parseDatetime('2026-11-22T12:00:00Z')!;

async function open(): Promise<KqlEngine> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await loadTable(connection, EVENTS, [
    { Timestamp: '2026-11-20T08:00:00Z', Device: 'a', Count: 1, Extra: { k: 1 } },
    { Timestamp: '2026-11-21T08:00:00.1234567Z', Device: 'b', Count: 2 },
  ]);
  await loadTable(connection, STOCK, [{ Item: 'x' }]);
  connection.closeSync();
  return createEngine(instance, [EVENTS, STOCK]);
}

const BOX = 'dynamic({"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,9],[0,0]]]})';
const GRAPH = 'Events | make-graph Device --> Device';

describe('the engine', () => {
  it('answers with Kusto types: ticks and longs as bigint, int and real as number, dynamic as JSON text', async () => {
    const engine = await open();
    const { columns, rows } = await engine.run('Events | extend l = 1, r = 1.5, s = 1h, z = dynamic(null)', { now });
    expect(columns.map(({ name, type }) => `${name}:${type}`).join(' ')).toBe(
      'Timestamp:datetime Device:string Count:int Extra:dynamic l:long r:real s:timespan z:dynamic'
    );
    expect(rows[0]).toEqual([parseDatetime('2026-11-20T08:00:00Z'), 'a', 1, '{"k":1}', 1n, 1.5, 36_000_000_000n, null]);
  });

  it('applies the window to tables with a time column, half open, and to no other', async () => {
    const engine = await open();
    const window = { from: parseDatetime('2026-11-20T08:00:00Z')!, to: parseDatetime('2026-11-21T08:00:00.1234567Z')! };
    const kql =
      'union (Events | summarize c = count()), (Stock | summarize c = count()) | sort by c | summarize make_list(c)';
    expect((await engine.run(kql, { now, window })).rows).toEqual([['[1,1]']]);
    expect((await engine.run(kql, { now })).rows).toEqual([['[2,1]']]);
  });

  it('runs several queries at once', async () => {
    const engine = await open();
    const runs = [1, 2, 3, 4, 5].map((n) => engine.run(`range i from 1 to ${n} step 1 | count`, { now }));
    expect((await Promise.all(runs)).map(({ rows }) => rows[0])).toEqual([[1n], [2n], [3n], [4n], [5n]]);
  });

  it('stops when the signal says so and leaves other runs alone', async () => {
    const engine = await open();
    const control = new AbortController();
    const long =
      'range a from 1 to 3000000 step 1 | extend k = 1 | join kind=inner (range b from 1 to 3000000 step 1 | extend k = 1) on k | count';
    const stopped = engine.run(long, { now, signal: control.signal });
    const other = engine.run('range i from 1 to 1000 step 1 | count', { now });
    await other.then(() => control.abort(new Error('enough')));
    await expect(stopped).rejects.toThrow('enough');
    await expect(other).resolves.toMatchObject({ rows: [[1000n]] });
  });

  it('does not start a canceled run', async () => {
    const engine = await open();
    await expect(engine.run('Events', { now, signal: AbortSignal.abort(new Error('never mind')) })).rejects.toThrow(
      'never mind'
    );
  });

  it('keeps the same now through a query', async () => {
    const engine = await open();
    expect((await engine.run('print now() - ago(1d)', { now })).rows).toEqual([[DAY]]);
  });

  it('moves ingestion_time by the minutes that rows are late, and nothing else', async () => {
    const engine = await open();
    const query =
      'range n from 1 to 1 step 1 | project Timestamp = datetime(2026-11-21) | extend d = ingestion_time() - Timestamp, Timestamp';
    const rows = await Promise.all(
      [undefined, 3_000_000_000n].map((late) => engine.run(query, { now: 0n, ...(late && { late }) }))
    );
    expect(rows.map(({ rows: [row] }) => row![1])).toEqual([0n, 3_000_000_000n]);
  });

  it('reads a text that it has run before with the new time and window', async () => {
    const engine = await open();
    const kql = 'Events | where Timestamp < now() | summarize c = count(), t = now()';
    expect((await engine.run(kql, { now })).rows).toEqual([[2n, now]]);
    expect((await engine.run(kql, { now: now - 2n * DAY })).rows).toEqual([[1n, now - 2n * DAY]]);
    const window = { from: parseDatetime('2026-11-21T00:00:00Z')!, to: now };
    expect((await engine.run(kql, { now, window })).rows).toEqual([[1n, now]]);
  });

  it.each([
    [
      'a table that does not exist',
      'Nope | take 1',
      'semantic',
      "'take' operator: Failed to resolve table or column expression named 'Nope'",
      0,
    ],
    [
      'a column that does not exist',
      'Events | where Nope == 1',
      'semantic',
      "'where' operator: Failed to resolve column or scalar expression named 'Nope'",
      15,
    ],
    ['a column in another case', 'Events | where device == "a"', 'semantic', "named 'device'", 15],
    ['a function that does not exist', 'Events | extend x = nope(1)', 'semantic', "Unknown function: 'nope'", 20],
    ['an operator that does not exist', 'Events | nope 1', 'syntax', "could not be parsed at 'nope' on line [1,10]", 9],
    ['a missing parenthesis', 'Events | where (Count > 1', 'syntax', '', 25],
    ['nothing at all', '', 'semantic', 'no tabular expression', undefined],
    [
      'a function whose subquery reads the row',
      'let f = (c: int) { toscalar(Events | where Count == c | project Device) }; Events | extend d = f(Count)',
      'semantic',
      "'toscalar': can't use 'Count' as it is defined outside its row-context scope.",
      undefined,
    ],
    [
      'a schema of nulls',
      'print d = dynamic({"a": null}) | summarize buildschema(d)',
      'unsupported',
      'of nulls',
      undefined,
    ],
    [
      'a length that ends between occurrences',
      "print indexof('ab ab', 'ab', 0, 3, 2)",
      'unsupported',
      'ends between',
      undefined,
    ],
    ['a comment alone', '// hm', 'semantic', 'no tabular expression', undefined],
  ])('refuses %s', async (_, kql, ...[kind, message, start]) => {
    const engine = await open();
    const error: unknown = await engine.run(kql, { now }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(KqlError);
    expect(error).toMatchObject({ kind, start });
    expect((error as KqlError).message).toContain(message);
  });

  it.each([
    ['an operator', 'Events | facet by Device', "operator 'facet'"],
    ['a graph as the answer', `${GRAPH}`, 'A graph as the answer'],
    ['an operator of rows behind a graph', `${GRAPH} | take 1`, "operator 'take' behind a graph"],
    ['a graph of two tables of nodes', `${GRAPH} with Events on Device, Stock on Item`, 'several tables'],
    [
      'a condition along several edges',
      `${GRAPH} with_node_id=N | graph-match (a)-[e*1..3]->(b) where e.Device == '' project b.N`,
      'edge of variable length',
    ],
    [
      'a calculation with a property along several edges',
      `${GRAPH} with_node_id=N | graph-match (a)-[e*1..3]->(b) project strcat(e.Device, '')`,
      'edge of variable length',
    ],
    ['a length from zero', `${GRAPH} with_node_id=N | graph-match (a)-[e*0..3]->(b) project b.N`, "'*0..3'"],
    ['parts without a common node', `${GRAPH} with_node_id=N | graph-match (a), (b) project b.N`, 'share no node'],
    ['a function', 'print geo_point_to_s2cell(1.0, 2.0)', "function 'geo_point_to_s2cell'"],
    ['a place on an edge', `print geo_point_in_polygon(5, 0, ${BOX})`, 'point on an edge'],
    ['a distance on the spheroid', 'print geo_distance_2points(1, 2, 3, 4, true)', 'distance on the spheroid'],
    ['a neighbor beyond a pole', "print geo_geohash_neighbors('z')", 'neighbor beyond a pole'],
    [
      'the area of several polygons',
      `print geo_polygon_area(bag_pack('type', 'MultiPolygon', 'coordinates', pack_array(${BOX}.coordinates, ${BOX}.coordinates)))`,
      'union of polygons',
    ],
    [
      'the length of lines that overlap',
      'print geo_line_length(dynamic({"type":"MultiLineString","coordinates":[[[0,0],[2,0]],[[1,0],[3,0]]]}))',
      'lines that overlap',
    ],
    [
      'a Fourier transform that takes too long',
      'print y = range(1, 30011) | extend series_fft(y)',
      'prime factor 30011',
    ],
    [
      'a polynomial of more degrees than places',
      'print y = dynamic([1, 2]) | extend series_fit_poly(y, dynamic([1, 2]), 2)',
      'degree of 2',
    ],
    ['rows near others in no order', "Events | evaluate rows_near(Device == '', 1)", 'in no order'],
    ['a computed number of rows', "Events | serialize | evaluate rows_near(Device == '', 1 + 1)", 'computed number'],
    [
      'a bin without rows in a rolling percentile',
      'datatable(v: long, t: long)[1, 0, 2, 20] | evaluate rolling_percentile(v, 50, t, 10, 2)',
      'bin without rows',
    ],
    [
      'a row behind the end, in the last window',
      "datatable(u: string, t: long)['a', 0, 'b', 11] | evaluate sliding_window_counts(u, t, 0, 10, 10, 10)",
      'row behind the end',
    ],
    [
      'a window that no activity falls into',
      "datatable(u: string, t: long)['a', 0, 'b', 20] | evaluate activity_counts_metrics(u, t, 0, 20, 10)",
      'window without rows',
    ],
    ['map over an edge of one length', `${GRAPH} with_node_id=N | graph-match (a)-[e]->(b) project map(e, 1)`, "'map'"],
    [
      'the degree of an edge',
      `${GRAPH} with_node_id=N | graph-match (a)-[e]->(b) project node_degree_in(e)`,
      'no node',
    ],
    [
      'a shortest path that must be longer',
      `${GRAPH} with_node_id=N | graph-shortest-paths (a)-[e*2..3]->(b) where a.N != b.N project a.N`,
      'from 1 on',
    ],
    [
      'a shortest path in a circle',
      'datatable(x: long, y: long)[1, 2, 2, 1] | make-graph x --> y with_node_id=n | graph-shortest-paths (a)-[e*1..2]->(b) where a.n > 0 project a.n',
      'ends where it starts',
    ],
    [
      'a component under a name that nodes have',
      `${GRAPH} with_node_id=N | graph-mark-components with_component_id=N | graph-to-table nodes`,
      'which nodes have already',
    ],
    ['a unit in other letters', "print convert_length(1, 'meter', 'Foot')", "spelling 'meter'"],
    ['an aggregate', 'Events | summarize passthrough(Device)', "'passthrough'"],
    ['a summarize of nothing', 'Events | summarize', 'without aggregates and keys'],
    ['a second answer', 'Events; Stock', 'A second statement that gives rows'],
    [
      'what the analysis stumbles over',
      'let f = () { Events }; f() | graph-match (a)-[b]->(c) project a.Device',
      "Microsoft's analysis of KQL",
    ],
    ['a plugin', 'Events | evaluate autocluster()', "plugin 'autocluster'"],
    [
      'a join kind',
      'Events | join kind=leftouter hint.strategy=broadcast (Stock) on $left.Device == $right.Item | take 1',
      undefined,
    ],
    [
      'a wildcard that finds views only',
      'let View = view () { print q = 1 }; union withsource=s Vie*',
      "wildcard that finds the view 'View'",
    ],
    ['data from outside', 'externaldata(a:string)["https://example.com/a.csv"]', "'externaldata' fetches nothing"],
    [
      'a mapping that changes a value',
      `externaldata(a:string)['https://example.com/a.json'] with (format='multijson', ingestionMapping='[{"Column":"a","Properties":{"Path":"$.a","Transform":"SourceLocation"}}]')`,
      'more than a column and a path',
    ],
    [
      'a series whose algorithm is not published',
      'print series_fit_2lines_dynamic(dynamic([1]))',
      "'series_fit_2lines_dynamic'",
    ],
  ])('names what it does not run: %s', async (_, kql, message) => {
    const engine = await open();
    const error: unknown = await engine.run(kql, { now }).catch((reason: unknown) => reason);
    if (message === undefined) {
      expect(error).toHaveProperty('rows');
      return;
    }
    expect(error).toMatchObject({ kind: 'unsupported' });
    expect((error as KqlError).message).toContain(message);
  });
});
