import type { DataFrame, DataQueryRequest, DataQueryResponse, MetricFindValue } from '@grafana/data';
import { lastValueFrom, type Observable } from 'rxjs';

import { type HuntingQuery, withDefaults } from '../query';
import { TABLES } from '../schema/tables';

import { HUNTS, valuesHunt } from './hunts';
import { optionsOf } from './options';
import { readable, TACTICS } from './tactics';
import type { VariableQuery } from './variableQuery';

/** What runs a hunt: the data source. */
export interface Runner {
  query: (request: DataQueryRequest<HuntingQuery>) => Observable<DataQueryResponse>;
}

/** The choices of a variable: from the schema, or by a hunt. */
export async function choicesOf(
  runner: Runner,
  request: DataQueryRequest<VariableQuery>,
  stored: VariableQuery
): Promise<MetricFindValue[]> {
  switch (stored.kind) {
    case 'tables':
      return [...TABLES.keys()].map(same);
    case 'columns':
      return (TABLES.get(stored.table ?? '')?.columns ?? []).map(({ name }) => same(name));
    case 'tactics':
      return TACTICS.map((tactic) => ({ text: readable(tactic), value: tactic }));
    default:
      return optionsOf(await hunted(runner, request, huntOf(stored)));
  }
}

const same = (name: string) => ({ text: name, value: name });

/** The KQL behind a choice; '' while it is not complete. */
export function huntOf({ kind, query = '', table = '', column = '' }: VariableQuery): string {
  if (kind === 'devices' || kind === 'users') {
    return HUNTS[kind];
  }
  if (kind === 'values') {
    const timeColumn = TABLES.get(table)?.timeColumn;
    return table && column ? valuesHunt({ name: table, timeColumn: timeColumn ?? null }, column) : '';
  }
  return query;
}

async function hunted(runner: Runner, request: DataQueryRequest, kql: string): Promise<DataFrame | undefined> {
  if (kql.trim() === '') {
    return undefined;
  }
  const target = withDefaults({ refId: 'variable', query: kql, format: 'table', origin: 'variable' });
  const { data, errors, error } = await lastValueFrom(runner.query({ ...request, targets: [target] }));
  const failure = errors?.[0] ?? error;
  if (failure) {
    throw new Error(failure.message ?? failure.data?.message ?? '');
  }
  return data[0];
}
