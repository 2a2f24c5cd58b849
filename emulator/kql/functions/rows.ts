/** Functions of the row's place: their input is serialized, so DuckDB's own order of the rows is the one meant. */
import { unsupported } from '../plan';
import type { Scalar } from '../scalar';
import type { Call, ScalarFunction } from './call';

const neighbor =
  (name: 'lag' | 'lead'): ScalarFunction =>
  (args, call) => {
    const [value, offset, otherwise] = args;
    const missing = otherwise?.sql ?? (value.type === 'string' ? `''` : 'NULL');
    return `${name}(${value.sql}, ${offset?.sql ?? 1}, ${missing}) OVER (${noRestart(args, call)})`;
  };

function noRestart(args: Scalar[], call: Call): string {
  if (args.length > 3) {
    throw unsupported(`An argument ${args.length} of '${call.node.Name.SimpleName}'`, call.node);
  }
  return '';
}

export const ROWS: Record<string, ScalarFunction> = {
  prev: neighbor('lag'),
  next: neighbor('lead'),
  row_number: (args, call) => {
    if (args.length > 1) {
      throw unsupported("The restart condition of 'row_number'", call.node);
    }
    return `(row_number() OVER () + ${args[0] ? `${args[0].sql} - 1` : '0'})`;
  },
  row_cumsum: (args, call) => {
    if (args.length > 1) {
      throw unsupported("The restart condition of 'row_cumsum'", call.node);
    }
    return `(sum(${args[0].sql}) OVER (ROWS UNBOUNDED PRECEDING))${call.type === 'real' ? '' : '::BIGINT'}`;
  },
};
