/** Functions of the row's place: their input is serialized, so DuckDB's own order of the rows is the one meant. */
import { unsupported } from '../plan';
import { refuseUnordered } from '../operators/serialized';
import type { Call, ScalarFunction } from './call';

const neighbor =
  (name: 'lag' | 'lead'): ScalarFunction =>
  (args, call) => {
    refuseUnordered(call.row.input, call.node);
    const [value, offset, otherwise] = args;
    if (args.length > 3) {
      throw unsupported(`An argument ${args.length} of '${call.node.Name.SimpleName}'`, call.node);
    }
    const missing = otherwise?.sql ?? (value.type === 'string' ? `''` : 'NULL');
    return `${name}(${value.sql}, ${offset?.sql ?? 1}, ${missing}) OVER ()`;
  };

/** The columns that `operators/places.ts` has prepared for a call that counts anew from some rows on. */
function places(call: Call): Record<'group' | 'place' | 'starts' | 'changed' | 'began', string> {
  const prefix = call.row.places?.get(call.node);
  if (prefix === undefined) {
    throw unsupported(`'${call.node.Name.SimpleName}' in this place`, call.node);
  }
  const name = (letter: string) => `"#${letter}${prefix}"`;
  return { group: name('g'), place: name('n'), starts: name('s'), changed: name('d'), began: name('b') };
}

/** The rows from the last start to this one. */
function sinceStart(call: Call): string {
  const { group, place } = places(call);
  return `(PARTITION BY ${group} ORDER BY ${place} ROWS UNBOUNDED PRECEDING)`;
}

export const ROWS: Record<string, ScalarFunction> = {
  prev: neighbor('lag'),
  next: neighbor('lead'),
  row_number: ([first, restart], call) => {
    refuseUnordered(call.row.input, call.node);
    const window = restart ? sinceStart(call) : '()';
    return `(row_number() OVER ${window} + ${first ? `${first.sql} - 1` : '0'})`;
  },
  row_cumsum: ([value, restart], call) => {
    refuseUnordered(call.row.input, call.node);
    const window = restart ? sinceStart(call) : '(ROWS UNBOUNDED PRECEDING)';
    return `(sum(${value.sql}) OVER ${window})${call.type === 'real' ? '' : '::BIGINT'}`;
  },
  row_window_session: ([time, longest, widest, restart], call) => {
    void [time, longest, widest, restart];
    return places(call).began;
  },
  row_rank_dense: ([term, restart], call) => {
    void term;
    void restart;
    return `(sum(${places(call).changed}::INTEGER) OVER ${sinceStart(call)})::BIGINT`;
  },
  row_rank_min: ([term, restart], call) => {
    void term;
    void restart;
    const { place, starts, changed } = places(call);
    const last = (test: string) =>
      `max(CASE WHEN ${test} THEN ${place} END) OVER (ORDER BY ${place} ROWS UNBOUNDED PRECEDING)`;
    return `(${last(changed)} - ${last(starts)} + 1)::BIGINT`;
  },
};
