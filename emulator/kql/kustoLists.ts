/**
 * The runtime under Microsoft's analysis asks a list for its length or an item by a member that is named after the
 * item's type, and spells that name anew each time: an eighth of an analysis. Here each name is spelled once.
 */

interface Lists {
  getCount(list: object, type?: object): number;
  getItem(list: object, index: number, type?: object): unknown;
}

interface Runtime {
  Bridge: { getTypeAlias(type: object): string };
  System: { Array: Lists };
}

/** Must run once, after the runtime is loaded. What a list answers stays the same. */
export function spellNamesOnce({ Bridge, System }: Runtime): void {
  const { getCount, getItem } = System.Array;
  const counts = membersOf((type) => `System$Collections$Generic$ICollection$1$${Bridge.getTypeAlias(type)}$Count`);
  const items = membersOf((type) => `System$Collections$Generic$IList$1$${Bridge.getTypeAlias(type)}$getItem`);
  const getters = membersOf((type) => `System$Collections$Generic$ICollection$1$${Bridge.getTypeAlias(type)}$getCount`);
  System.Array.getCount = (list, type) => {
    if (Array.isArray(list)) {
      return list.length;
    }
    const getter = type && getters(list, type);
    const count = typeof getter === 'function' ? (getter.call(list) as unknown) : type && counts(list, type);
    // Its members have other names: without a type the runtime does not look for them once more.
    return typeof count === 'number' ? count : getCount(list);
  };
  System.Array.getItem = (list, index, type) => {
    if (type && Array.isArray(list)) {
      return (list as unknown[])[index];
    }
    const item = type && items(list, type);
    return typeof item === 'function' ? (item.call(list, index) as unknown) : getItem(list, index, type);
  };
}

/** Reads the member that a list has for a type of items. */
function membersOf(spell: (type: object) => string): (list: object, type: object) => unknown {
  const names = new Map<object, string>();
  return (list, type) => {
    let name = names.get(type);
    if (name === undefined) {
      names.set(type, (name = spell(type)));
    }
    return (list as Record<string, unknown>)[name];
  };
}
