/**
 * The runtime under Microsoft's analysis finds `List<Expression>` among all lists that were ever made by comparing each
 * one's arguments, and keeps the names of its types in dictionaries, which no compiled code sees through. Here a type is
 * found at once, and the dictionaries become plain objects.
 */

/** A type made from a generic one. */
interface Made {
  readonly args: ArrayLike<unknown>;
}

type Find = (generic: object, args: ArrayLike<unknown>) => Made | null;

interface Runtime {
  Bridge: { Class: { getCachedType: Find } };
}

/** The types made with the same first arguments. */
class Found {
  made: Made | null = null;
  readonly #by = new Map<unknown, Found>();

  with(argument: unknown): Found {
    let found = this.#by.get(argument);
    if (!found) {
      this.#by.set(argument, (found = new Found()));
    }
    return found;
  }
}

/** Must run once, after the runtime is loaded. Which type is found stays the same. */
export function findTypesAtOnce({ Bridge }: Runtime): void {
  const { getCachedType } = Bridge.Class;
  const known = new Found();
  Bridge.Class.getCachedType = (generic, args) => {
    let found = known.with(generic);
    for (let index = 0; index < args.length; index++) {
      found = found.with(args[index]);
    }
    // What is not made yet is asked for again when it is.
    return (found.made ??= getCachedType(generic, args));
  };
}

/** Makes plain objects of the namespaces and classes below this one. What they hold stays the same. */
export function unfoldNames(namespace: object, seen = new Set<object>()): void {
  seen.add(namespace);
  for (const { value } of Object.values(Object.getOwnPropertyDescriptors(namespace)) as { value?: unknown }[]) {
    if (isClass(value)) {
      unfold(value);
    } else if (isNamespace(value) && !seen.has(value)) {
      unfoldNames(value, seen);
    }
  }
  unfold(namespace);
}

function isClass(value: unknown): value is object {
  return typeof value === 'function' && '$kind' in value;
}

function isNamespace(value: unknown): value is object {
  // The runtime's objects come from another realm under Jest.
  return typeof value === 'object' && value !== null && value.constructor.name === 'Object';
}

/** An object is laid out for compiled code when a name is read through an heir of it. */
function unfold(target: object): void {
  read(Object.create(target) as Heir);
}

interface Heir {
  unfold?: unknown;
}

const read = (heir: Heir) => heir.unfold;
