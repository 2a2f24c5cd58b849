import { refusalSql } from '../error';
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
 * The place of the wanted occurrence, -1 where there is none. A negative start counts from the end; a length of -1 has no
 * limit; a length below that, or an occurrence below 0, gives null. The first occurrence lies within `length` items from
 * `start`. Whether a length holds for the others as well, counted anew from each, is not published: where that would
 * make a difference, the query fails.
 */
export function foundAt({ places, size, width }: Places, [start, length, occurrence]: Limits): string {
  const from = `CASE WHEN ${start.sql} < 0 THEN greatest(${size} + ${start.sql}, 0) ELSE ${start.sql} END`;
  const limit = length ? `CASE WHEN ${length.sql} < 0 THEN ${size} ELSE ${from} + ${length.sql} END` : size;
  const nth = occurrence?.sql ?? '1';
  const bad = `${length?.sql ?? '-1'} < -1 OR ${nth} < 0`;
  const within = `list_filter(${places}, lambda p: p >= ${from} AND p + ${width} <= ${limit})`;
  if (!length || !occurrence) {
    return `(CASE WHEN ${bad} THEN NULL ELSE coalesce(${within}[${nth}], -1) END)::BIGINT`;
  }
  const further = `list_filter(${places}, lambda p: p >= ${within}[1])[: ${nth}]`;
  const apart = `list_transform(${further}, lambda p, i: i > 1 AND ${length.sql} >= 0 AND p + ${width} > ${further}[i - 1] + 1 + ${length.sql})`;
  const failure = `${refusalSql('A length of indexof() that ends between two occurrences')}::BIGINT`;
  return `(CASE WHEN ${bad} THEN NULL WHEN list_contains(${apart}, true) THEN ${failure} ELSE coalesce(${further}[${nth}], -1) END)::BIGINT`;
}
