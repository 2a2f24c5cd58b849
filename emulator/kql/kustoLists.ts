/**
 * The runtime under Microsoft's analysis asks a list for its length, an item or an enumerator by a member that is named
 * after the item's type, and spells that name anew each time: an eighth of an analysis. Here each name is spelled once.
 */

import { isInstance } from './kustoInstances';

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

interface Sequences {
  System: {
    Array: { init<T>(items: T[], type: unknown): unknown };
    Object: unknown;
    Linq: { Enumerable: { from(list: unknown, type?: unknown): Sequence } };
  };
}

interface Sequence {
  ToArray(type?: unknown): unknown;
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

/**
 * Must run once, after the runtime is loaded. What is in an array made from a list stays the same: the runtime makes one
 * through an enumerator of an enumerator.
 */
export function copyLists({ System }: Sequences): void {
  const { Enumerable } = System.Linq;
  const { from } = Enumerable;
  Enumerable.from = (list, type) => {
    const sequence = from.call(Enumerable, list, type);
    const items = isList(list) ? list : undefined;
    return items
      ? Object.assign(sequence, { ToArray: (of = System.Object) => System.Array.init(copied(items), of) })
      : sequence;
  };
}

/** A list of the runtime's classes. */
interface Listed {
  readonly Count: number;
  getItem(index: number): unknown;
}

function isList(value: unknown): value is Listed {
  const { Count: count, getItem } = (value ?? {}) as Partial<Listed>;
  return isInstance(value) && typeof count === 'number' && typeof getItem === 'function';
}

function copied(list: Listed): unknown[] {
  const items: unknown[] = [];
  for (let index = 0; index < list.Count; index++) {
    items.push(list.getItem(index));
  }
  return items;
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
