import type { Cell, HuntResult, ResultColumn } from '../../kql/engine';
import { scalarJson, wrongJson } from './scalar';
import { schemaJson } from './schema';
import { statsBody } from './stats';
import type { Style } from './style';

/** How one of the two older APIs answers; the XDR API tells the query's execution time, in seconds, the other does not. */
export interface LegacyStyle extends Style {
  executionTime?: number;
}

/** The body of an answer of the two older APIs, piece by piece; with `Stats` where the API sends them. */
export function* encodeLegacy(result: HuntResult, style: LegacyStyle = {}): Generator<string> {
  const { executionTime } = style;
  const head = executionTime === undefined ? '' : `"Stats":${JSON.stringify(statsBody(executionTime, result))},`;
  yield `{${head}"Schema":${schemaJson(result.columns, style.members ?? 'Name')},"Results":[`;
  const writers = result.columns.map((column) => memberWriter(column, style));
  let comma = '';
  for (const row of result.rows) {
    yield `${comma}{${writers.map((write, i) => write(row[i] ?? null)).join(',')}}`;
    comma = ',';
  }
  yield ']}';
}

function memberWriter({ name, type }: ResultColumn, style: LegacyStyle): (cell: Cell) => string {
  const key = `${JSON.stringify(name)}:`;
  const missing = style.missing ?? 'null';
  if (style.wrongTypes) {
    return () => `${key}${wrongJson(type)}`;
  }
  if (type === 'dynamic') {
    return (cell) => `${key}${cell === null ? missing : String(cell)}`;
  }
  const absent = `${key}${type === 'string' ? '""' : missing}`;
  return (cell) => (cell === null ? absent : `${key}${scalarJson(type, cell, style)}`);
}
