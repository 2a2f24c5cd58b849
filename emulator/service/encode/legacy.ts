import type { Cell, HuntResult, ResultColumn } from '../../kql/engine';
import { scalarJson } from './scalar';
import { TYPE_NAMES } from './typeNames';

/** What the Defender XDR API tells about the resources a query took; the endpoint API leaves it out. */
export interface QueryStats {
  /** Seconds. */
  executionTime: number;
  resultBytes: number;
}

/** The body of an answer of the two older APIs, piece by piece; with `Stats` where the API sends them. */
export function* encodeLegacy(result: HuntResult, stats?: QueryStats): Generator<string> {
  const schema = result.columns.map(({ name, type }) => ({ Name: name, Type: TYPE_NAMES[type] }));
  const head = stats ? `"Stats":${JSON.stringify(statsBody(stats, result.rows.length))},` : '';
  yield `{${head}"Schema":${JSON.stringify(schema)},"Results":[`;
  const writers = result.columns.map(memberWriter);
  let comma = '';
  for (const row of result.rows) {
    yield `${comma}{${writers.map((write, i) => write(row[i] ?? null)).join(',')}}`;
    comma = ',';
  }
  yield ']}';
}

function memberWriter({ name, type }: ResultColumn): (cell: Cell) => string {
  const key = `${JSON.stringify(name)}:`;
  if (type === 'dynamic') {
    return (cell) => `${key}${cell === null ? 'null' : String(cell)}`;
  }
  const missing = `${key}${type === 'string' ? '""' : 'null'}`;
  return (cell) => (cell === null ? missing : `${key}${scalarJson(type, cell)}`);
}

/** The shape is the service's; the emulator has no cluster cache, so those leaves follow the row count. */
function statsBody({ executionTime, resultBytes }: QueryStats, rows: number): object {
  const cpu = `00:00:${executionTime.toFixed(7).padStart(10, '0')}`;
  return {
    ExecutionTime: executionTime,
    resource_usage: {
      cache: {
        memory: { hits: rows, misses: 0, total: rows },
        disk: { hits: 0, misses: 0, total: 0 },
      },
      cpu: { user: cpu, kernel: '00:00:00', 'total cpu': cpu },
      memory: { peak_per_node: resultBytes },
    },
    dataset_statistics: [{ table_row_count: rows, table_size: resultBytes }],
  };
}
