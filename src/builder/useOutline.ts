import { useEffect, useRef, useState } from 'react';

import type { Outline } from './outline';
import { write } from './write';

interface State {
  outline: Outline;
  /** The KQL that was last handed in. */
  given: string;
  /** What was written since, and is to be handed in again. */
  pending: string[];
  past: Outline[];
  /** The field that is being typed in: undo takes back all that was typed there. */
  field?: string;
}

const MOST_STEPS = 50;

export type Change = (outline: Outline, field?: string) => void;

/**
 * The outline that is being changed. It holds what is not complete yet, which KQL can't, so it is read anew only when KQL
 * comes in that was not written here: from the query's history, or from a dashboard.
 */
export function useOutline(kql: string, read: Outline, onChange: (kql: string) => void) {
  const [state, setState] = useState<State>({ outline: read, given: kql, pending: [], past: [] });
  const { outline, given, pending, past } = state;
  const latest = useRef<string>(); // a key may save a field and run the query in one event
  useEffect(() => {
    latest.current = undefined;
  }, [kql]);
  if (kql !== given) {
    const own = pending.indexOf(kql);
    setState(
      own >= 0
        ? { ...state, given: kql, pending: pending.slice(own + 1) }
        : { outline: read, given: kql, pending: [], past: [...past, outline].slice(-MOST_STEPS) }
    );
  }
  const set = (next: Outline, steps: Outline[], field?: string) => {
    const written = write(next);
    const isNew = written !== (pending.at(-1) ?? given);
    setState({ outline: next, given, pending: isNew ? [...pending, written] : pending, past: steps, field });
    latest.current = written;
    if (isNew) {
      onChange(written);
    }
  };
  const change: Change = (next, field) => {
    const goesOn = field !== undefined && field === state.field;
    set(next, goesOn ? past : [...past, outline].slice(-MOST_STEPS), field);
  };
  const [last] = past.slice(-1);
  const written = () => latest.current ?? kql;
  return { outline, change, written, undo: last && (() => set(last, past.slice(0, -1))) };
}
