import type { HuntResult, KustoType, ResultColumn } from '../../kql/engine';
import { type MemberWriter, writeAnswer } from './answer';
import { graphDynamic } from './graphDynamic';
import { scalarJson, wrongJson } from './scalar';
import { schemaJson } from './schema';
import type { Style } from './style';

const CONTEXT = 'https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.security.huntingQueryResults';

/** The types that captures show with a sidecar key `X@odata.type` in front of the value. */
const SIDECARS: Partial<Record<KustoType, string>> = { bool: '#SByte', long: '#Int64' };

/** How a caller wants the answer of Graph: without sidecars when it asked for `odata.metadata=none`. */
export interface GraphStyle extends Style {
  sidecars: boolean;
}

/** The body of a Graph hunting answer, piece by piece. */
export function encodeGraph(result: HuntResult, style: GraphStyle): Iterable<string> {
  const context = style.sidecars ? `"@odata.context":${JSON.stringify(CONTEXT)},` : '';
  const head = `{${context}"schema":${schemaJson(result.columns, style.members ?? 'name')},"results":[`;
  return writeAnswer(head, result, (column) => memberWriter(column, style));
}

/** Writes a column's member of a row, its sidecar included. The service writes `{}` where a value is missing. */
function memberWriter({ name, type }: ResultColumn, style: GraphStyle): MemberWriter {
  const key = `${JSON.stringify(name)}:`;
  const typeKey = `${JSON.stringify(`${name}@odata.type`)}:`;
  const missing = style.missing ?? '{}';
  if (style.wrongTypes) {
    return () => `${key}${wrongJson(type)}`;
  }
  if (type === 'dynamic') {
    return (cell) => {
      if (cell === null) {
        return `${key}${missing}`;
      }
      const { json, sidecar } = graphDynamic(String(cell));
      return sidecar && style.sidecars ? `${typeKey}"${sidecar}",${key}${json}` : `${key}${json}`;
    };
  }
  const sidecar = type === 'bool' && style.booleans === 'text' ? undefined : SIDECARS[type];
  const prefix = sidecar && style.sidecars ? `${typeKey}"${sidecar}",${key}` : key;
  const absent = `${key}${type === 'string' ? '""' : missing}`;
  return (cell) => (cell === null ? absent : `${prefix}${scalarJson(type, cell, style)}`);
}
