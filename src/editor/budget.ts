import { useEffect, useState } from 'react';

import type { DataSource } from '../datasource';

/** What the data source may still call this minute. */
export interface Budget {
  left: number;
  all: number;
  /** The service takes no calls before this time, ISO 8601. */
  closedUntil?: string;
}

/** Asks the backend after each run; undefined where it doesn't tell. */
export function useBudget(datasource: DataSource, run: unknown): Budget | undefined {
  const [budget, setBudget] = useState<Budget>();
  useEffect(() => {
    let here = true;
    Promise.resolve(
      run === undefined ? undefined : datasource.getResource?.('budget', undefined, { showErrorAlert: false })
    ).then(
      (answer: unknown) => here && setBudget(readBudget(answer)),
      () => here && setBudget(undefined)
    );
    return () => {
      here = false;
    };
  }, [datasource, run]);
  return budget;
}

/** Undefined for anything but a budget with numbers in it. */
export function readBudget(answer: unknown): Budget | undefined {
  const fields = record(answer);
  const left = number(fields.leftOthers) ?? number(fields.left);
  const all = number(record(fields.limits).callsPerMinute) ?? number(fields.callsPerMinute);
  const until = fields.closedUntil;
  if (left === undefined || all === undefined) {
    return undefined;
  }
  const isClosed = typeof until === 'string' && Date.parse(until) > Date.now();
  return { left, all, closedUntil: isClosed ? until : undefined };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
