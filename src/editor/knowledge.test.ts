import answer from '../../tests/cases/resources/schema.json';

import { loadKnowledge, loadLiveKnowledge } from './knowledge';

const asking = (getResource: () => Promise<unknown>) => ({ getResource: jest.fn(getResource) });

it('a data source is asked once for what the tenant has, and no alert is shown if it fails', async () => {
  const source = asking(() => Promise.resolve(answer));
  const [first, second] = await Promise.all([loadLiveKnowledge(source), loadLiveKnowledge(source)]);
  expect(first.tables.has('MyLog_CL')).toBe(true);
  expect(second).toBe(first);
  expect(source.getResource.mock.calls).toEqual([['schema', undefined, { showErrorAlert: false }]]);
});

it('two data sources know two tenants', async () => {
  const [ours, theirs] = [asking(() => Promise.resolve(answer)), asking(() => Promise.resolve({ tables: [] }))];
  expect((await loadLiveKnowledge(ours)).tables.has('MyLog_CL')).toBe(true);
  expect((await loadLiveKnowledge(theirs)).tables.has('MyLog_CL')).toBe(false);
});

it.each([
  ['fails', asking(() => Promise.reject(new Error('No.')))],
  ['can’t be asked', {}],
])('the bundled schema serves where the data source %s', async (_, source) => {
  expect(await loadLiveKnowledge(source)).toBe(await loadKnowledge());
});
