import { DEFAULT_QUERY, isRunnable, withDefaults } from './query';

describe('isRunnable', () => {
  it.each([
    ['a query with text runs', { query: 'DeviceInfo' }, true],
    ['an empty one costs no call', { query: '' }, false],
    ['nor does one of blanks', { query: ' \n\t' }, false],
    ['nor one that was never typed', {}, false],
    ['nor a hidden one', { query: 'DeviceInfo', hide: true }, false],
  ])('%s', (_, query, want) => {
    expect(isRunnable(query)).toBe(want);
  });
});

describe('withDefaults', () => {
  it('completes a query that another tool wrote', () => {
    expect(withDefaults({ refId: 'B', query: 'DeviceInfo' })).toEqual({
      ...DEFAULT_QUERY,
      refId: 'B',
      query: 'DeviceInfo',
    });
  });

  it('keeps what is stored, fields that this version does not know included', () => {
    const stored = { refId: 'A', query: 'x', format: 'table' as const, range: 'query' as const, later: 'kept' };
    expect(withDefaults(stored)).toMatchObject(stored);
  });
});
