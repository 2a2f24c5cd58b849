import type { Cell, KustoType, TableSchema } from '../kql/engine';
import { ticksFromIso, ticksFromTimespan } from '../ticks';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const INT_LIMIT = 2 ** 31;
const LONG_LIMIT = 2n ** 63n;

/**
 * Turns rows as people write them in JSON into cells in the order of a table's columns. An absent string is empty,
 * anything else absent is null.
 */
export function rowReader(table: TableSchema): (row: unknown) => Cell[] {
  const places = new Map(table.columns.map(({ name }, i) => [name, i]));
  const empty: Cell[] = table.columns.map(({ type }) => (type === 'string' ? '' : null));
  return (row) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      throw new Error('a row must be a JSON object');
    }
    const cells = [...empty];
    for (const [name, value] of Object.entries(row)) {
      const place = places.get(name);
      const column = place === undefined ? undefined : table.columns[place];
      if (place === undefined || !column) {
        throw new Error(`${table.name} has no column "${name}"`);
      }
      if (value !== null && value !== undefined) {
        cells[place] = readValue(column.name, column.type, value);
      }
    }
    return cells;
  };
}

function readValue(name: string, type: KustoType, value: unknown): Cell {
  const cell = READERS[type](value);
  if (cell === undefined) {
    throw new Error(`"${name}" is of type ${type}, which ${shortJson(value)} is not`);
  }
  return cell;
}

const READERS: Readonly<Record<KustoType, (value: unknown) => Cell | undefined>> = {
  string: (value) => (typeof value === 'string' ? value : undefined),
  datetime: (value) => (typeof value === 'string' ? ticksFromIso(value) : undefined),
  timespan: (value) => (typeof value === 'string' ? ticksFromTimespan(value) : undefined),
  bool: (value) => (typeof value === 'boolean' ? value : value === 0 || value === 1 ? value === 1 : undefined),
  int: (value) => (Number.isInteger(value) && Math.abs(value as number) < INT_LIMIT ? (value as number) : undefined),
  long: readLong,
  real: readReal,
  decimal: readReal,
  guid: (value) => (typeof value === 'string' && GUID.test(value) ? value.toLowerCase() : undefined),
  dynamic: (value) => JSON.stringify(value),
};

/** A long that a JSON number cannot carry exactly comes as a string of digits. */
function readLong(value: unknown): bigint | undefined {
  const exact = Number.isSafeInteger(value) || (typeof value === 'string' && /^-?\d{1,19}$/.test(value));
  const long = exact ? BigInt(value as number | string) : undefined;
  return long !== undefined && long >= -LONG_LIMIT && long < LONG_LIMIT ? long : undefined;
}

function readReal(value: unknown): number | undefined {
  if (typeof value === 'string') {
    return ['NaN', 'Infinity', '-Infinity'].includes(value) ? Number(value) : undefined;
  }
  return typeof value === 'number' ? value : undefined;
}

function shortJson(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}
