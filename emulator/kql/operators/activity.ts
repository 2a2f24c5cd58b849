/** Plugins that count values in the windows of a timeline: windows of one length from a start on, up to an end. */
import { refusalSql } from '../error';
import { identifier } from '../identifier';
import { columnsOf, type Relation, unsupported } from '../plan';
import type { Context, Scalar } from '../scalar';
import type { EvaluateOperator, Expression } from '../syntax';
import { columnArgument, lineArgument, type Plugin } from './plugin';

interface Timeline {
  start: Scalar;
  bin: Scalar;
  /** SQL of the last window's number; the first one's is 0. */
  last: string;
  slices: string[];
  /** Rows with `#id`, `#window` (which may be below 0) and the slices. */
  rows: Relation;
}

const LATE = 'A row behind the end, in the last window';

/** The windows of rows; `end` belongs to the last one, of which the service might count the rest or not. */
function timelineOf(
  [id, line, from, to, size, ...dimensions]: (Expression | undefined)[],
  node: EvaluateOperator,
  input: Relation,
  context: Context
): Timeline {
  const { plan } = context;
  const time = columnArgument(line, input, node);
  const [start, end, bin] = [from, to, size].map((arg) => lineArgument(arg!, context, node)) as [
    Scalar,
    Scalar,
    Scalar,
  ];
  if (
    !['int', 'long', 'datetime', 'timespan'].includes(time.type) ||
    start.type !== time.type ||
    end.type !== time.type
  ) {
    throw unsupported(`A timeline of ${time.type} from a ${start.type} to a ${end.type}`, node);
  }
  const slices = dimensions.map((arg) => identifier(columnArgument(arg, input, node).name));
  const name = identifier(time.name);
  const window = (place: string) =>
    `((${place}) - (${start.sql}) - kql_mod((${place}) - (${start.sql}), ${bin.sql})) // (${bin.sql})`;
  const last = window(end.sql);
  const late = `${refusalSql(`${LATE} of ${node.FunctionCall.Name.SimpleName}`)}::BIGINT`;
  const number = `CASE WHEN ${name} > ${end.sql} AND ${window(name)} = ${last} THEN ${late} ELSE ${window(name)} END`;
  const cells = [`${identifier(columnArgument(id, input, node).name)} AS "#id"`, `${number} AS "#window"`, ...slices];
  const rows = plan.step(`SELECT ${cells.join(', ')} FROM ${plan.use(input)} WHERE ${name} IS NOT NULL`, []);
  return { start, bin, last, slices, rows };
}

const startOf = ({ start, bin }: Timeline) => `(${start.sql} + "#window" * (${bin.sql}))`;

/** `cells` under the names of the result's columns. */
function named(cells: string[], node: EvaluateOperator): string {
  return cells
    .map((cell, place) => `${cell} AS ${identifier(columnsOf(node.ResultType, node)[place]!.name)}`)
    .join(', ');
}

/** `evaluate sliding_window_counts(id, time, start, end, before, bin, dimensions…)`: windows that nothing falls into have no row. */
export const slidingWindowCounts: Plugin = (node, args, input, context) => {
  const [id, time, start, end, before, ...rest] = args;
  const timeline = timelineOf([id, time, start, end, ...rest], node, input, context);
  const { plan } = context;
  const width = `((${lineArgument(before!, context, node).sql}) // (${timeline.bin.sql}))`;
  const windows = `range(greatest("#window", 0), least("#window" + ${width} - 1, ${timeline.last}) + 1)`;
  const cells = ['"#id"', ...timeline.slices, `unnest(${windows}) AS "#window"`];
  const counted = plan.step(`SELECT ${cells.join(', ')} FROM ${plan.use(timeline.rows)}`, []);
  const keys = ['"#window"', ...timeline.slices].join(', ');
  const list = named([startOf(timeline), ...timeline.slices, 'count(*)', 'count(DISTINCT "#id")'], node);
  return plan.step(`SELECT ${list} FROM ${plan.use(counted)} GROUP BY ${keys}`, columnsOf(node.ResultType, node));
};

const EMPTY = 'A window without rows in activity_counts_metrics';

/** `evaluate activity_counts_metrics(id, time, start, end, window, dimensions…)`: each window against all before it. */
export const activityCounts: Plugin = (node, args, input, context) => {
  const timeline = timelineOf(args, node, input, context);
  const { plan } = context;
  const { slices, last } = timeline;
  const partition = ['"#id"', ...slices].join(', ');
  const within = `"#window" BETWEEN 0 AND ${last}`;
  const marked = plan.step(
    `SELECT *, min("#window") OVER (PARTITION BY ${partition}) AS "#first" FROM ${plan.use(timeline.rows)} WHERE ${within}`,
    []
  );
  const keys = ['"#window"', ...slices].join(', ');
  const fresh = 'count(DISTINCT "#id") FILTER (WHERE "#first" = "#window")';
  const counted = plan.step(
    `SELECT ${keys}, count(*) AS "#count", count(DISTINCT "#id") AS "#dcount", ${fresh} AS "#new" FROM ${plan.use(marked)} GROUP BY ${keys}`,
    []
  );
  const whole = slices.length > 0 ? `PARTITION BY ${slices.join(', ')}` : '';
  const total = `(sum("#new") OVER (${whole} ORDER BY "#window"))::BIGINT`;
  const full = `CASE WHEN count(*) OVER (${whole}) = ${last} + 1 THEN ${total} ELSE ${refusalSql(EMPTY)}::BIGINT END`;
  const list = named([startOf(timeline), ...slices, '"#count"', '"#dcount"', '"#new"', full], node);
  return plan.step(`SELECT ${list} FROM ${plan.use(counted)}`, columnsOf(node.ResultType, node));
};
