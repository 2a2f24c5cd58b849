import { findTypesAtOnce, unfoldNames } from './kustoTypes';

const [List, Dictionary] = [() => 'List', () => 'Dictionary'];

/** A runtime that has these types and counts how often it looks for one. */
function runtime(types: { generic: object; args: unknown[] }[]) {
  const asked: unknown[][] = [];
  const Bridge = {
    Class: {
      getCachedType: (generic: object, args: ArrayLike<unknown>) => {
        asked.push([generic, ...Array.from(args)]);
        return (
          types.find((type) => type.generic === generic && type.args.every((arg, index) => arg === args[index])) ?? null
        );
      },
    },
  };
  findTypesAtOnce({ Bridge });
  return { find: Bridge.Class.getCachedType, asked };
}

describe('a type made from a generic one', () => {
  const types = [
    { generic: List, args: ['String'] },
    { generic: List, args: ['Long'] },
    { generic: Dictionary, args: ['String', 'Long'] },
    { generic: Dictionary, args: ['String', 'String'] },
  ];

  it('is found by the generic one and all of its arguments', () => {
    const { find } = runtime(types);
    const again = [...types, ...types];
    expect(again.map(({ generic, args }) => find(generic, args))).toEqual(again);
  });

  it('is looked for once', () => {
    const { find, asked } = runtime(types);
    types.forEach(({ generic, args }) => [find(generic, args), find(generic, args)]);
    expect(asked).toHaveLength(types.length);
  });

  it('is looked for until it is made', () => {
    const made: typeof types = [];
    const { find } = runtime(made);
    const before = find(List, ['String']);
    made.push(types[0]!);
    expect([before, find(List, ['String'])]).toEqual([null, types[0]]);
  });
});

describe('the names of a namespace', () => {
  it('stay what they are, also where one is found again below itself', () => {
    const Class = Object.assign(() => 1, { $kind: 'class' });
    const read = jest.fn();
    const inner = { Class, text: 'a' };
    const namespace = { inner, list: [1], none: null, here: {} };
    namespace.here = namespace;
    Object.defineProperty(inner, 'late', { get: read, enumerable: true });
    const before = Object.getOwnPropertyDescriptors(namespace.inner);
    unfoldNames(namespace);
    expect(namespace).toEqual({ inner, list: [1], none: null, here: namespace });
    expect(Object.getOwnPropertyDescriptors(namespace.inner)).toEqual(before);
    expect(read).not.toHaveBeenCalled();
  });
});
