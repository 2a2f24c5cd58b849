import type { MetricFindValue } from '@grafana/data';

import type { Table } from '../kql/knowledge';
import { tokens } from '../kql/tokens';
import type { HuntingQuery } from '../query';
import { TABLES } from '../schema/tables';

/** The tables that queries name; all of them where none is named. */
export function tablesOf(queries: ReadonlyArray<Partial<HuntingQuery>> = []): Table[] {
  const words = new Set(queries.flatMap(({ query }) => tokens(query ?? '').map(({ text }) => text)));
  const named = [...TABLES.values()].filter(({ name }) => words.has(name));
  return named.length > 0 ? named : [...TABLES.values()];
}

/** The columns that a filter may name, each once, by name. */
export function tagKeys(queries?: ReadonlyArray<Partial<HuntingQuery>>): MetricFindValue[] {
  const names = new Set(tablesOf(queries).flatMap(({ columns }) => columns.map(({ name }) => name)));
  return [...names].sort().map((name) => ({ text: name, value: name }));
}
