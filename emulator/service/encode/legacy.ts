import type { HuntResult, ResultColumn } from '../../kql/engine';
import { type MemberWriter, writeAnswer } from './answer';
import { scalarJson, wrongJson } from './scalar';
import { schemaJson } from './schema';
import { statsBody } from './stats';
import type { Style } from './style';

/** How one of the two older APIs answers; the XDR API tells the query's execution time, in seconds, the other does not. */
export interface LegacyStyle extends Style {
  executionTime?: number;
}

/** The body of an answer of the two older APIs, piece by piece; with `Stats` where the API sends them. */
export function encodeLegacy(result: HuntResult, style: LegacyStyle = {}): Iterable<string> {
  const { executionTime } = style;
  const stats = executionTime === undefined ? '' : `"Stats":${JSON.stringify(statsBody(executionTime, result))},`;
  const head = `{${stats}"Schema":${schemaJson(result.columns, style.members ?? 'Name')},"Results":[`;
  return writeAnswer(head, result, (column) => memberWriter(column, style));
}

function memberWriter({ name, type }: ResultColumn, style: LegacyStyle): MemberWriter {
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
