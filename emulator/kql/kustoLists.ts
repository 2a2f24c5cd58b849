/**
 * The runtime under Microsoft's analysis asks a list for its length, an item or an enumerator by a member that is named
 * after the item's type, and spells that name anew each time: an eighth of an analysis. Here each name is spelled once.
 */

interface Lists {
  getCount(list: object, type?: object): number;
  getItem(list: object, index: number, type?: object): unknown;
}

interface Runtime {
  Bridge: {
    getTypeAlias(type: object): string;
    getDefaultValue(type: object): unknown;
    getEnumerator(list: unknown, ...how: unknown[]): unknown;
  };
  System: { Array: Lists };
}

/** Must run once, after the runtime is loaded. What a list answers stays the same. */
export function spellNamesOnce({ Bridge, System }: Runtime): void {
  const { getCount, getItem } = System.Array;
  const { getEnumerator } = Bridge;
  const member = (spell: (alias: string) => string) => membersOf((type) => spell(Bridge.getTypeAlias(type)));
  const counts = member((alias) => `System$Collections$Generic$ICollection$1$${alias}$Count`);
  const getters = member((alias) => `System$Collections$Generic$ICollection$1$${alias}$getCount`);
  const items = member((alias) => `System$Collections$Generic$IList$1$${alias}$getItem`);
  const readOnlyCounts = member((alias) => `System$Collections$Generic$IReadOnlyCollection$1$${alias}$Count`);
  const readOnlyItems = membersOf((type) =>
    // The runtime puts numbers from such a list into boxes.
    Bridge.getDefaultValue(type) == null
      ? `System$Collections$Generic$IReadOnlyList$1$${Bridge.getTypeAlias(type)}$getItem`
      : ''
  );
  const enumerators = member((alias) => `System$Collections$Generic$IEnumerable$1$${alias}$GetEnumerator`);
  System.Array.getCount = (list, type) => {
    if (Array.isArray(list)) {
      return list.length;
    }
    const getter = type && getters(list, type);
    const count =
      typeof getter === 'function'
        ? (getter.call(list) as unknown)
        : type && (counts(list, type) ?? readOnlyCounts(list, type));
    // Its members have other names: without a type the runtime does not look for them once more.
    return typeof count === 'number' ? count : getCount(list);
  };
  System.Array.getItem = (list, index, type) => {
    if (type && Array.isArray(list)) {
      return (list as unknown[])[index];
    }
    const item = type && (items(list, type) ?? readOnlyItems(list, type));
    return typeof item === 'function' ? (item.call(list, index) as unknown) : getItem(list, index, type);
  };
  Bridge.getEnumerator = (list, ...how) => {
    const [type] = how;
    const enumerator =
      how.length === 1 && typeof type === 'function' && typeof list === 'object' && list !== null
        ? enumerators(list, type)
        : undefined;
    return typeof enumerator === 'function'
      ? (enumerator.call(list) as unknown)
      : (getEnumerator as (...args: unknown[]) => unknown).apply(Bridge, [list, ...how]);
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
