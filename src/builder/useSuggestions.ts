import { useEffect, useRef, useState } from 'react';

import { MOST_VALUES, suggested } from '../adhoc/tagValues';
import { valuesHunt } from '../variables/hunts';

import type { About } from './about';

export type Suggestions =
  | { kind: 'closed' }
  | { kind: 'asking' }
  | { kind: 'failed'; message: string }
  | { kind: 'values'; values: readonly string[] };

/** The most frequent values of a column, asked for when somebody wants them. Those of ActionType are known. */
export function useSuggestions({ table, timeColumn, actionTypes, source, range }: About, column: string) {
  const of = `${table}.${column}`;
  const [last, setLast] = useState<{ of: string; answer: Suggestions }>({ of, answer: { kind: 'closed' } });
  const turn = useRef(0); // an answer that comes late is none of a later question
  useEffect(() => () => void turn.current++, []);
  const set = (answer: Suggestions) => {
    turn.current++;
    setLast({ of, answer });
  };
  const ask = () => {
    if (column === 'ActionType' && actionTypes.length > 0) {
      set({ kind: 'values', values: actionTypes });
      return;
    }
    set({ kind: 'asking' });
    const asked = turn.current;
    const show = (answer: Suggestions) => asked === turn.current && set(answer);
    suggested(source, valuesHunt({ name: table, timeColumn }, column, MOST_VALUES), range).then(
      (found) => show({ kind: 'values', values: found.map(({ value }) => String(value ?? '')) }),
      (error: unknown) => show({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
    );
  };
  const shown: Suggestions = last.of === of ? last.answer : { kind: 'closed' };
  return { shown, ask, close: () => set({ kind: 'closed' }) };
}
