import type { Cell, KustoType } from '../../kql/engine';
import { isoFromTicks, textFromTimespan } from '../../ticks';
import type { Style } from './style';

/**
 * The JSON of one cell that is not null and not dynamic, as all three APIs write it. Longs keep every digit; a real
 * that JSON has no number for is a string, a decimal always is.
 */
export function scalarJson(type: Exclude<KustoType, 'dynamic'>, cell: NonNullable<Cell>, style: Style = {}): string {
  switch (type) {
    case 'string':
    case 'guid':
      return JSON.stringify(cell);
    case 'datetime': {
      const iso = isoFromTicks(cell as bigint);
      return `"${style.zone === false ? iso.slice(0, -1) : iso}"`;
    }
    case 'timespan':
      return `"${textFromTimespan(cell as bigint)}"`;
    case 'bool':
      return style.booleans === 'text' ? (cell ? '"True"' : '"False"') : cell ? '1' : '0';
    case 'int':
    case 'long':
      return String(cell);
    case 'real':
      return Number.isFinite(cell) ? JSON.stringify(cell) : `"${String(cell)}"`;
    case 'decimal':
      return `"${String(cell)}"`;
  }
}

/** JSON that a reader of the type must refuse or call missing, and never turn into a value. */
export function wrongJson(type: KustoType): string {
  switch (type) {
    case 'string':
    case 'guid':
      return '[42]';
    case 'datetime':
    case 'timespan':
      return '"half past nine"';
    case 'dynamic':
      return 'true';
    default:
      return '"many"';
  }
}
