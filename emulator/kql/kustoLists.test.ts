import { copyLists, spellNamesOnce } from './kustoLists';

const type = () => 'Long';
const COUNT = 'System$Collections$Generic$ICollection$1$Long$Count';
const GET_COUNT = 'System$Collections$Generic$ICollection$1$Long$getCount';
const READ_ONLY_COUNT = 'System$Collections$Generic$IReadOnlyCollection$1$Long$Count';
const READ_ONLY_ITEM = 'System$Collections$Generic$IReadOnlyList$1$Long$getItem';
const GET_ENUMERATOR = 'System$Collections$Generic$IEnumerable$1$Long$GetEnumerator';
const GET_ITEM = 'System$Collections$Generic$IList$1$Long$getItem';

/** A runtime whose own answers are told apart from those of the lists' members. */
function runtime(valueWithout: unknown = null) {
  const spelled: object[] = [];
  const System = { Array: { getCount: () => -1, getItem: (): unknown => 'of the runtime' } };
  const Bridge = {
    getTypeAlias: (of: object) => (spelled.push(of), 'Long'),
    getDefaultValue: () => valueWithout,
    getEnumerator: (...args: unknown[]): unknown => ({ 'of the runtime': args }),
  };
  spellNamesOnce({ Bridge, System });
  const lists: Parameters<typeof spellNamesOnce>[0]['System']['Array'] = System.Array;
  return { lists, spelled, enumerator: Bridge.getEnumerator };
}

describe("a list's members that are named after its items' type", () => {
  it.each([
    ['an array has its own length', [7, 8], 2],
    ['a list counts', { [GET_COUNT]: () => 3 }, 3],
    ['a list has a count, be it none', { [COUNT]: 0 }, 0],
    ['a list that is only read has a count', { [READ_ONLY_COUNT]: 4 }, 4],
    ['the runtime counts any other', { Count: 9 }, -1],
  ])('%s', (_, list, count) => {
    expect(runtime().lists.getCount(list, type)).toBe(count);
  });

  it.each([
    ['a list gives its item', { [GET_ITEM]: (index: number) => `item ${index}` }, 'item 1'],
    ['a list that is only read gives its item', { [READ_ONLY_ITEM]: (index: number) => `item ${index}` }, 'item 1'],
    ['an array gives its own', [7, 8], 8],
    ['the runtime gives those of any other', {}, 'of the runtime'],
  ])('%s', (_, list, item) => {
    expect(runtime().lists.getItem(list, 1, type)).toBe(item);
  });

  it('leaves it to the runtime to put the numbers of a list that is only read into boxes', () => {
    expect(runtime(0).lists.getItem({ [READ_ONLY_ITEM]: () => 7 }, 0, type)).toBe('of the runtime');
  });

  it.each([
    ['a list gives its enumerator', [{ [GET_ENUMERATOR]: () => 'own' }, type], 'own'],
    ['the runtime gives that of any other', [[7], type], { 'of the runtime': [[7], type] }],
    ['the runtime gives that of a text', ['ab', type], { 'of the runtime': ['ab', type] }],
    ['the runtime gives one without a type', [{ [GET_ENUMERATOR]: () => 'own' }], undefined],
    ['the runtime gives one by its name', [{ [GET_ENUMERATOR]: () => 'own' }, 'name', type], undefined],
  ])('%s', (_, [list, ...how], enumerator) => {
    expect(runtime().enumerator(list, ...how)).toEqual(enumerator ?? { 'of the runtime': [list, ...how] });
  });

  it('leaves a list without a type to the runtime', () => {
    const { lists, spelled } = runtime();
    expect([lists.getCount({}), lists.getItem({}, 0), spelled]).toEqual([-1, 'of the runtime', []]);
  });

  it('are spelled once a type', () => {
    const { lists, spelled, enumerator } = runtime();
    for (let i = 0; i < 3; i++) {
      lists.getCount({ [COUNT]: 1 }, type);
      lists.getItem({ [GET_ITEM]: () => 1 }, 0, type);
      enumerator({ [GET_ENUMERATOR]: () => 1 }, type);
    }
    expect(spelled).toEqual([type, type, type, type]);
  });
});

describe('an array made from a list', () => {
  class Items {
    static readonly $kind = 'class';
    readonly Count = 2;
    getItem = (index: number) => `item ${index}`;
  }

  function sequences() {
    const System = {
      Array: { init: (items: unknown, of: unknown) => [items, of] },
      Object: 'Object',
      Linq: { Enumerable: { from: (list: unknown) => ({ ToArray: (): unknown => ['of the runtime', list] }) } },
    };
    copyLists({ System });
    return System.Linq.Enumerable;
  }

  it('holds its items', () => {
    const sequence = sequences().from(new Items()) as { ToArray(of?: unknown): unknown };
    expect(sequence.ToArray('Long')).toEqual([['item 0', 'item 1'], 'Long']);
    expect(sequence.ToArray()).toEqual([['item 0', 'item 1'], 'Object']);
  });

  it.each([[[1, 2]], [null], [{ Count: 1, getItem: () => 1 }]])('is made by the runtime from %p', (list) => {
    expect(sequences().from(list).ToArray()).toEqual(['of the runtime', list]);
  });
});
