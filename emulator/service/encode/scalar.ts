import type { Cell, KustoType } from '../../kql/engine';
import { isoFromTicks, textFromTimespan } from '../../ticks';

/**
 * The JSON of one cell that is not null and not dynamic, as all three APIs write it. Longs keep every digit; a real
 * that JSON has no number for is a string, a decimal always is.
 */
export function scalarJson(type: Exclude<KustoType, 'dynamic'>, cell: NonNullable<Cell>): string {
  switch (type) {
    case 'string':
    case 'guid':
      return JSON.stringify(cell);
    case 'datetime':
      return `"${isoFromTicks(cell as bigint)}"`;
    case 'timespan':
      return `"${textFromTimespan(cell as bigint)}"`;
    case 'bool':
      return cell ? '1' : '0';
    case 'int':
    case 'long':
      return String(cell);
    case 'real':
      return Number.isFinite(cell) ? JSON.stringify(cell) : `"${String(cell)}"`;
    case 'decimal':
      return `"${String(cell)}"`;
  }
}
