import { MACROS, TIME_VARIABLES } from '../kql/interpolate';

import { KNOWLEDGE } from './knowledge';

it('knows every macro and every name that Grafana fills in', () => {
  const names = KNOWLEDGE.macros.map(({ name }) => name.slice(1));
  expect(names).toEqual(expect.arrayContaining([...MACROS]));
  expect(names).toEqual(
    expect.arrayContaining(TIME_VARIABLES.filter((name) => !name.endsWith('_interval_ms')).slice(1))
  );
});

it('has values of ActionType only for tables with that column, each once', () => {
  for (const [table, values] of KNOWLEDGE.actionTypes) {
    expect(KNOWLEDGE.tables.get(table)?.columns.map(({ name }) => name)).toContain('ActionType');
    expect([...new Set(values)]).toEqual(values);
  }
});

it('names a table that exists for every retired one', () => {
  for (const successor of KNOWLEDGE.retired.values()) {
    expect(KNOWLEDGE.tables.has(successor)).toBe(true);
  }
});

it('describes everything once, in one line', () => {
  for (const list of [KNOWLEDGE.scalars, KNOWLEDGE.aggregates, KNOWLEDGE.operators, KNOWLEDGE.comparisons]) {
    expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
    expect(list.filter(({ description }) => description === '')).toEqual([]);
  }
});
