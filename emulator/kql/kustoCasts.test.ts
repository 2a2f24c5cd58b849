import { castShortly } from './kustoCasts';

class Node {
  readonly children: Node[] = [];
}
class Token {
  readonly text = '';
}
Object.assign(Node, { $kind: 'class' });
const Element = { $kind: 'class' };

/** A runtime that counts how often it is asked. */
function runtime(answer: (value: unknown) => boolean = () => true) {
  const asked: unknown[] = [];
  const Bridge: Parameters<typeof castShortly>[0]['Bridge'] = {
    is: (value) => (asked.push(value), answer(value)),
    as: (value) => ({ 'by the runtime': value }),
    cast: (value) => ({ 'by the runtime': value }),
    ref: (owner, member) => ({ owner, member }),
  };
  castShortly({ Bridge });
  return { Bridge, asked };
}

describe("an object's type", () => {
  it.each([true, false])('is asked for once a class: %s', (answer) => {
    const { Bridge, asked } = runtime(() => answer);
    expect([1, 2, 3].map(() => Bridge.is(new Node(), Element))).toEqual([answer, answer, answer]);
    expect(asked).toHaveLength(1);
  });

  it('is another one for another type', () => {
    const { Bridge, asked } = runtime();
    Bridge.is(new Node(), Element);
    Bridge.is(new Node(), { $kind: 'class' });
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['nothing', null, Element],
    ['a text', 'a', Element],
    ['a plain object', {}, Element],
    ['an array', [1], Element],
    ['an object of no class of the runtime', new Token(), Element],
    ['a value in a box', { $boxed: true, constructor: { $kind: 'struct' } }, Element],
    ['a type that looks at the value', new Node(), { $kind: 'class', $is: () => true }],
  ])('is asked for every time for %s', (_, value, type) => {
    const { Bridge, asked } = runtime();
    Bridge.is(value, type);
    Bridge.is(value, type);
    expect(asked).toEqual([value, value]);
  });
});

describe('a cast', () => {
  it('gives an object of the type itself', () => {
    const { Bridge } = runtime();
    const node = new Node();
    expect([Bridge.as(node, Element), Bridge.cast(node, Element)]).toEqual([node, node]);
  });

  it('to another type gives nothing, or the words of the runtime', () => {
    const { Bridge } = runtime(() => false);
    const node = new Node();
    expect([Bridge.as(node, Element), Bridge.cast(node, Element)]).toEqual([null, { 'by the runtime': node }]);
  });

  it('of any other value is left to the runtime', () => {
    const { Bridge } = runtime();
    expect([Bridge.as(1, Element), Bridge.cast(1, Element)]).toEqual([
      { 'by the runtime': 1 },
      { 'by the runtime': 1 },
    ]);
  });
});

describe('a reference', () => {
  it("reads and writes its owner's field", () => {
    const owner = { count: 1 };
    const reference = runtime().Bridge.ref(owner, 'count') as { v: unknown };
    const read = reference.v;
    reference.v = 2;
    expect([read, owner]).toEqual([1, { count: 2 }]);
  });

  it("reads and writes an array's item", () => {
    const items = [7, 8];
    const reference = runtime().Bridge.ref(items, 1) as { v: unknown };
    const read = reference.v;
    reference.v = 9;
    expect([read, items]).toEqual([8, [7, 9]]);
  });

  it('to an item of an array of more dimensions is left to the runtime', () => {
    expect(runtime().Bridge.ref([7], [0, 0])).toEqual({ owner: [7], member: [0, 0] });
  });
});
