import { useMemo, useState } from 'react';

import type { HuntingQuery } from '../query';

import type { Outline } from './outline';
import { read, type Refusal } from './read';

export interface Reading {
  /** The query as it is edited: one that the builder can't show is text, and saved as such. */
  query: HuntingQuery;
  /** What the builder shows; undefined where the query is text. */
  outline?: Outline;
  /** Why a query that was stored by the builder is text. */
  refusal?: Refusal;
}

/** What the builder makes of a stored query, if it is one of the builder. */
export function useReading(stored: HuntingQuery): Reading {
  const { builder, query: kql } = stored;
  const reading = useMemo(() => (builder ? read(kql) : undefined), [builder, kql]);
  return reading && 'refusal' in reading
    ? { query: { ...stored, builder: undefined }, refusal: reading.refusal }
    : { query: stored, outline: reading?.outline };
}

export type Mode = 'builder' | 'kql';

/** Changes the mode, which never changes the KQL. What the builder can't show stays text, and the reason is told. */
export function usePick(kql: string, text: () => string, save: (change: Partial<HuntingQuery>) => void) {
  const [tried, setTried] = useState<{ kql: string; refusal: Refusal }>();
  const pick = (mode: Mode) => {
    if (mode === 'kql') {
      save({ builder: undefined });
      return;
    }
    const typed = text();
    const reading = read(typed);
    if ('refusal' in reading) {
      setTried({ kql: typed, refusal: reading.refusal });
    } else {
      save({ query: typed, builder: true });
    }
  };
  return { pick, refusal: tried?.kql === kql ? tried.refusal : undefined };
}
