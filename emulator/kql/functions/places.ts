import { unsupported } from '../plan';
import type { Scalar } from '../scalar';

interface Places {
  /** SQL list of the places where something was found, counted from 0. */
  places: string;
  /** How long the whole is, and what was looked for. */
  size: string;
  width: string;
}

type Limits = [start: Scalar, length?: Scalar | undefined, occurrence?: Scalar | undefined];

/**
 * The place of the wanted occurrence within `length` items from `start`, -1 where there is none. A negative start counts
 * from the end; a length of -1 has no limit; a length below that, or an occurrence below 0, gives null.
 */
export function foundAt({ places, size, width }: Places, [start, length, occurrence]: Limits): string {
  if (occurrence && length && !/^\(-1::\w+\)$/.test(length.sql)) {
    throw unsupported('An occurrence together with a length');
  }
  const from = `CASE WHEN ${start.sql} < 0 THEN greatest(${size} + ${start.sql}, 0) ELSE ${start.sql} END`;
  const limit = length ? `CASE WHEN ${length.sql} < 0 THEN ${size} ELSE ${from} + ${length.sql} END` : size;
  const nth = occurrence?.sql ?? '1';
  const found = `list_filter(${places}, lambda p: p >= ${from} AND p + ${width} <= ${limit})`;
  const bad = `${length?.sql ?? '-1'} < -1 OR ${nth} < 0`;
  return `(CASE WHEN ${bad} THEN NULL ELSE coalesce(${found}[${nth}], -1) END)::BIGINT`;
}
