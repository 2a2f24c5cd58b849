import { spellNamesOnce } from './kustoLists';

const type = { name: 'Long' };
const COUNT = 'System$Collections$Generic$ICollection$1$Long$Count';
const GET_COUNT = 'System$Collections$Generic$ICollection$1$Long$getCount';
const GET_ITEM = 'System$Collections$Generic$IList$1$Long$getItem';

/** A runtime whose own answers are told apart from those of the lists' members. */
function runtime() {
  const spelled: object[] = [];
  const System = { Array: { getCount: () => -1, getItem: (): unknown => 'of the runtime' } };
  const Bridge = { getTypeAlias: (of: object) => (spelled.push(of), 'Long') };
  spellNamesOnce({ Bridge, System });
  const lists: Parameters<typeof spellNamesOnce>[0]['System']['Array'] = System.Array;
  return { lists, spelled };
}

describe("a list's members that are named after its items' type", () => {
  it.each([
    ['an array has its own length', [7, 8], 2],
    ['a list counts', { [GET_COUNT]: () => 3 }, 3],
    ['a list has a count, be it none', { [COUNT]: 0 }, 0],
    ['the runtime counts any other', { Count: 9 }, -1],
  ])('%s', (_, list, count) => {
    expect(runtime().lists.getCount(list, type)).toBe(count);
  });

  it.each([
    ['a list gives its item', { [GET_ITEM]: (index: number) => `item ${index}` }, 'item 1'],
    ['an array gives its own', [7, 8], 8],
    ['the runtime gives those of any other', {}, 'of the runtime'],
  ])('%s', (_, list, item) => {
    expect(runtime().lists.getItem(list, 1, type)).toBe(item);
  });

  it('leaves a list without a type to the runtime', () => {
    const { lists, spelled } = runtime();
    expect([lists.getCount({}), lists.getItem({}, 0), spelled]).toEqual([-1, 'of the runtime', []]);
  });

  it('are spelled once a type', () => {
    const { lists, spelled } = runtime();
    for (let i = 0; i < 3; i++) {
      lists.getCount({ [COUNT]: 1 }, type);
      lists.getItem({ [GET_ITEM]: () => 1 }, 0, type);
    }
    expect(spelled).toEqual([type, type, type]);
  });
});
