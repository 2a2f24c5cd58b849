import answer from '../../tests/cases/resources/schema.json';
import { engineSchema } from '../editor/monaco/kustoSchema';
import { complete } from '../kql/complete';

import { KNOWLEDGE } from './knowledge';
import { readLive, withLive } from './live';

const live = readLive(answer) ?? { tables: [], functions: [] };
const merged = withLive(KNOWLEDGE, live);
const labels = (kql: string) => complete(kql, kql.length, merged, []).map(({ label }) => label);

it('adds the tenant’s tables to the bundled ones, dated by their time column', () => {
  expect(merged.tables.size).toBe(KNOWLEDGE.tables.size + 1);
  expect(merged.tables.get('MyLog_CL')).toMatchObject({ timeColumn: 'TimeGenerated', description: 'Ours' });
  expect(labels('My')).toContain('MyLog_CL');
});

it('adds columns to a table that is known, behind its own', () => {
  const names = merged.tables.get('UrlClickEvents')?.columns.map(({ name }) => name);
  expect(names).toEqual([
    ...(KNOWLEDGE.tables.get('UrlClickEvents')?.columns.map(({ name }) => name) ?? []),
    'BrandNew',
  ]);
  expect(labels('UrlClickEvents | where Brand')).toContain('BrandNew');
});

it('adds saved functions to Defender’s', () => {
  expect(labels('Our')).toContain('OurHosts');
  const { functions, tables } = engineSchema(merged, []).database;
  expect(functions.find(({ name }) => name === 'OurHosts')?.inputParameters.map(({ name }) => name)).toEqual([
    'days',
    'x',
  ]);
  expect(tables.map(({ name }) => name)).toContain('MyLog_CL');
});

it('is a cluster of its own for the Kusto service, which reads each once and keeps it', () => {
  const address = (knowledge: typeof KNOWLEDGE) => engineSchema(knowledge, []).cluster.connectionString;
  expect(address(merged)).not.toBe(address(KNOWLEDGE));
  expect(address(merged)).toBe(address(merged));
  expect(address(withLive(KNOWLEDGE, live))).not.toBe(address(merged));
});

it.each([
  ['nothing', undefined],
  ['no schema', { message: 'No.' }],
  ['a schema that adds nothing', { live: true, tables: [], functions: [] }],
  ['names that are none', { tables: [{ name: 'a b' }, {}, 'T'], functions: [{ name: '1' }] }],
])('%s changes nothing', (_, given) => {
  expect(readLive(given)).toBeUndefined();
});
