import {
  CoreApp,
  type DataQueryRequest,
  type DataSourceGetTagValuesOptions,
  getDefaultTimeRange,
  type MetricFindValue,
  type TimeRange,
} from '@grafana/data';
import { lastValueFrom } from 'rxjs';

import type { Table } from '../kql/knowledge';
import { type HuntingQuery, withDefaults } from '../query';
import type { Runner } from '../variables/choices';
import { valuesHunt } from '../variables/hunts';
import { optionsOf } from '../variables/options';

import { tablesOf } from './tagKeys';

/** As many values as are suggested. Who asks for the same column shares one call. */
export const MOST_VALUES = 500;

/** Where a column that many tables have is asked for, if no query says which: small tables first. */
const PREFERRED = ['DeviceInfo', 'IdentityInfo', 'AlertInfo', 'DeviceProcessEvents', 'EmailEvents'];

/** The most frequent values of a column in the time range: one call, of the lowest priority, that the cache keeps. */
export async function tagValues(
  runner: Runner,
  { key, queries, timeRange }: DataSourceGetTagValuesOptions<HuntingQuery>
): Promise<MetricFindValue[]> {
  const query = valuesOf(key, tablesOf(queries));
  return query === undefined ? [] : suggested(runner, query, timeRange);
}

/** Runs a hunt for values as what it is: a suggestion, which waits for everything else. */
export async function suggested(runner: Runner, query: string, range?: TimeRange): Promise<MetricFindValue[]> {
  const target = withDefaults({ refId: 'values', query, format: 'table', origin: 'suggestion' });
  const request: DataQueryRequest<HuntingQuery> = {
    app: CoreApp.Dashboard,
    requestId: `huntboard-values-${++count}`,
    range: range ?? getDefaultTimeRange(),
    interval: '1m',
    intervalMs: 60_000,
    scopedVars: {},
    timezone: 'utc',
    startTime: Date.now(),
    targets: [target],
  };
  const { data, errors, error } = await lastValueFrom(runner.query(request));
  const failure = errors?.[0] ?? error;
  if (failure) {
    throw new Error(failure.message ?? failure.data?.message ?? '');
  }
  return optionsOf(data[0]).map(({ text, value }) => ({ text, value }));
}

let count = 0;

/** The hunt for a column's values; undefined where no table has the column or its values are no choice. */
export function valuesOf(key: string, tables: readonly Table[]): string | undefined {
  const having = tables.filter(({ columns }) => columns.some(({ name }) => name === key));
  const place = ({ name }: Table) => (PREFERRED.includes(name) ? PREFERRED.indexOf(name) : PREFERRED.length);
  const [table] = having.sort((a, b) => place(a) - place(b));
  const column = table?.columns.find(({ name }) => name === key);
  if (!table || !column || column.type === 'datetime' || column.type === 'dynamic') {
    return undefined;
  }
  return valuesHunt(table, key, MOST_VALUES);
}
