import type { PanelData } from '@grafana/data';

import { errorPlace } from '../kql/errorPlace';

import type { Mistake } from './monaco/markers';

/** Where the last run's error is in the query; undefined where it is about something else, such as a quota. */
export function mistakeOf(data: PanelData | undefined, refId: string, kql: string): Mistake | undefined {
  const all = [...(data?.errors ?? []), ...(data?.error ? [data.error] : [])];
  const error = all.find((candidate) => candidate.refId === undefined || candidate.refId === refId);
  const message = error?.message ?? error?.data?.message;
  const place = message === undefined ? undefined : errorPlace(kql, message);
  return place && message !== undefined ? { ...place, message } : undefined;
}
