import type { DataFrame, PanelData } from '@grafana/data';

import { errorPlace, namePlace, type Place, sourcePlace } from '../kql/errorPlace';

import type { Mistake } from './monaco/markers';

/** What the service complains of, as `pkg/plugin/culprit.go` tells it beside an error. */
interface Culprit {
  name?: string;
  /** In the KQL as sent, in UTF-16 units. */
  place?: { start: number; length: number };
}

/**
 * Where the last run's error is in the query; undefined where it is about something else, such as a quota. The backend
 * knows the place in the KQL as sent; where it tells none, the sentence itself is read.
 */
export function mistakeOf(data: PanelData | undefined, refId: string, kql: string): Mistake | undefined {
  const all = [...(data?.errors ?? []), ...(data?.error ? [data.error] : [])];
  const error = all.find((candidate) => candidate.refId === undefined || candidate.refId === refId);
  const message = error?.message ?? error?.data?.message;
  if (message === undefined) {
    return undefined;
  }
  const frame = data?.series.find((candidate) => candidate.refId === refId && culpritOf(candidate));
  const place = (frame && told(frame, kql)) ?? errorPlace(kql, message);
  return place && { ...place, message };
}

function told(frame: DataFrame, kql: string): Place | undefined {
  const { name, place } = culpritOf(frame) ?? {};
  const sent = frame.meta?.executedQueryString;
  const exact =
    place && sent ? sourcePlace(kql, sent, { start: place.start, end: place.start + place.length }) : undefined;
  return exact ?? (name ? namePlace(kql, name) : undefined);
}

function culpritOf(frame: DataFrame): Culprit | undefined {
  const culprit: unknown = frame.meta?.custom?.culprit;
  return typeof culprit === 'object' && culprit !== null ? culprit : undefined;
}
