import type { Cell, HuntResult, KustoType, ResultColumn } from '../../kql/engine';
import { graphDynamic } from './graphDynamic';
import { scalarJson } from './scalar';
import { TYPE_NAMES } from './typeNames';

const CONTEXT = 'https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.security.huntingQueryResults';

/** The types that captures show with a sidecar key `X@odata.type` in front of the value. */
const SIDECARS: Partial<Record<KustoType, string>> = { bool: '#SByte', long: '#Int64' };

/** How a caller wants the answer of Graph: without sidecars when it asked for `odata.metadata=none`. */
export interface GraphStyle {
  sidecars: boolean;
}

/** The body of a Graph hunting answer, piece by piece. */
export function* encodeGraph(result: HuntResult, style: GraphStyle): Generator<string> {
  const schema = result.columns.map(({ name, type }) => ({ name, type: TYPE_NAMES[type] }));
  const head = style.sidecars ? `"@odata.context":${JSON.stringify(CONTEXT)},` : '';
  yield `{${head}"schema":${JSON.stringify(schema)},"results":[`;
  const writers = result.columns.map((column) => memberWriter(column, style));
  let comma = '';
  for (const row of result.rows) {
    yield `${comma}{${writers.map((write, i) => write(row[i] ?? null)).join(',')}}`;
    comma = ',';
  }
  yield ']}';
}

/** Writes a column's member of a row, its sidecar included. The service writes `{}` where a value is missing. */
function memberWriter({ name, type }: ResultColumn, { sidecars }: GraphStyle): (cell: Cell) => string {
  const key = `${JSON.stringify(name)}:`;
  const typeKey = `${JSON.stringify(`${name}@odata.type`)}:`;
  if (type === 'dynamic') {
    return (cell) => {
      if (cell === null) {
        return `${key}{}`;
      }
      const { json, sidecar } = graphDynamic(String(cell));
      return sidecar && sidecars ? `${typeKey}"${sidecar}",${key}${json}` : `${key}${json}`;
    };
  }
  const sidecar = SIDECARS[type];
  const prefix = sidecar && sidecars ? `${typeKey}"${sidecar}",${key}` : key;
  const missing = `${key}${type === 'string' ? '""' : '{}'}`;
  return (cell) => (cell === null ? missing : `${prefix}${scalarJson(type, cell)}`);
}
