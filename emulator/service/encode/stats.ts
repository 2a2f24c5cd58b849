import type { Cell, HuntResult, KustoType } from '../../kql/engine';
import { textFromTimespan } from '../../ticks';

/** Bytes that the service counts for a text beyond its own; the documented example adds up with these. */
const TEXT_OVERHEAD = 9;

/** Memory that a node takes for any query, bytes. */
const NODE_BYTES = 16 * 1024 * 1024;

/** Bytes of one cache entry, to make of a result's size the numbers of hits that the service reports. */
const CACHE_ENTRY_BYTES = 4096;

/**
 * The `Stats` of the Defender XDR API, down to the last leaf. Rows, sizes and times are those of the hunt; the emulator
 * has no cache of a cluster, so those leaves follow from the size of the result.
 *
 * @param executionTime seconds
 */
export function statsBody(executionTime: number, result: HuntResult): object {
  const size = tableSize(result);
  const entries = Math.ceil(size / CACHE_ENTRY_BYTES);
  const kernel = executionTime / 64;
  return {
    ExecutionTime: Number(executionTime.toFixed(7)),
    resource_usage: {
      cache: {
        memory: { hits: entries, misses: 0, total: entries },
        disk: { hits: 0, misses: 0, total: 0 },
      },
      cpu: {
        user: duration(executionTime - kernel),
        kernel: duration(kernel),
        'total cpu': duration(executionTime),
      },
      memory: { peak_per_node: NODE_BYTES + 2 * size },
    },
    dataset_statistics: [{ table_row_count: result.rows.length, table_size: size }],
  };
}

/** Bytes of a result as the service counts them. */
export function tableSize({ columns, rows }: HuntResult): number {
  const sizes = columns.map(
    ({ type }) =>
      (cell: Cell) =>
        cellSize(type, cell)
  );
  return rows.reduce((sum, row) => sum + sizes.reduce((bytes, size, i) => bytes + size(row[i] ?? null), 0), 0);
}

function cellSize(type: KustoType, cell: Cell): number {
  switch (type) {
    case 'string':
    case 'dynamic':
      return TEXT_OVERHEAD + Buffer.byteLength(String(cell ?? ''));
    case 'guid':
    case 'decimal':
      return 16;
    case 'int':
      return 4;
    case 'bool':
      return 1;
    default:
      return 8;
  }
}

/** Seconds as .NET writes a timespan, always with seven digits of a fraction. */
function duration(seconds: number): string {
  const text = textFromTimespan(BigInt(Math.round(seconds * 1e7)));
  return text.includes('.', text.length - 8) ? text : `${text}.0000000`;
}
