import {
  CoreApp,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  dateTimeFormat,
  FieldType,
  getDefaultTimeRange,
  type TimeRange,
} from '@grafana/data';
import { useEffect, useRef, useState } from 'react';
import type { Subscription } from 'rxjs';

import type { DataSource } from '../datasource';
import type { HuntingQuery } from '../query';

/** A part of a query that was run beside the panel, or the count of its rows. */
export type SideAnswer =
  | { kind: 'running' }
  | { kind: 'failed'; message: string }
  | { kind: 'rows'; columns: string[]; rows: string[][]; all: number }
  | { kind: 'size'; rows: number };

const SHOWN = 20;

export interface SideRunContext {
  datasource: DataSource;
  query: HuntingQuery;
  /** The panel's last request: its range and variables are taken. */
  request?: DataQueryRequest;
  range?: TimeRange;
  app?: string;
}

/** Runs KQL beside the panel's query, which stays as it is. One at a time: a second run cancels the first. */
export function useSideRun(context: SideRunContext) {
  const [answer, setAnswer] = useState<SideAnswer>();
  const running = useRef<Subscription>();
  useEffect(() => () => running.current?.unsubscribe(), []);

  const run = (kql: string, want: 'rows' | 'size') => {
    running.current?.unsubscribe();
    setAnswer({ kind: 'running' });
    running.current = context.datasource.query(requestFor(context, kql)).subscribe({
      next: (response) => setAnswer(read(response, want)),
      error: (error: unknown) =>
        setAnswer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
    });
  };
  const close = () => {
    running.current?.unsubscribe();
    setAnswer(undefined);
  };
  return { answer, run, close };
}

let count = 0;

function requestFor({ query, request, range, app }: SideRunContext, kql: string): DataQueryRequest<HuntingQuery> {
  const target: HuntingQuery = { ...query, query: kql, format: 'table', hide: false };
  const fallback = { interval: '1m', intervalMs: 60_000, scopedVars: {}, timezone: 'utc', maxDataPoints: 1000 };
  return {
    ...fallback,
    ...request,
    app: app ?? CoreApp.Explore,
    range: range ?? request?.range ?? getDefaultTimeRange(),
    requestId: `huntboard-side-${++count}`,
    startTime: Date.now(),
    targets: [target],
  };
}

/** Reads what came back: the first frame's rows as text, or its one number. */
export function read({ data, errors, error }: DataQueryResponse, want: 'rows' | 'size'): SideAnswer {
  const failure = errors?.[0] ?? error;
  if (failure) {
    return { kind: 'failed', message: failure.message ?? failure.data?.message ?? '' };
  }
  const frame: DataFrame | undefined = data[0];
  if (want === 'size') {
    return { kind: 'size', rows: Number(frame?.fields[0]?.values[0] ?? 0) };
  }
  const fields = frame?.fields ?? [];
  const rows = Array.from({ length: Math.min(frame?.length ?? 0, SHOWN) }, (_, i) =>
    fields.map(({ type, values }) => cell(type, values[i]))
  );
  return { kind: 'rows', columns: fields.map(({ name }) => name), rows, all: frame?.length ?? 0 };
}

const LONGEST_CELL = 200;

function cell(type: FieldType, value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (type === FieldType.time && typeof value === 'number') {
    return dateTimeFormat(value, { timeZone: 'utc' });
  }
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text;
}
