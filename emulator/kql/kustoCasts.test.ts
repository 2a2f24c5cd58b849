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
    ['a value in a box', Object.assign(new Node(), { $boxed: true }), Element],
    ['a type that looks at the value', new Node(), { $kind: 'class', $is: () => true }],
  ])('is asked for every time for %s', (_, value, type) => {
    const { Bridge, asked } = runtime();
    Bridge.is(value, type);
    Bridge.is(value, type);
    expect(asked).toEqual([value, value]);
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

  it('to an item is left to the runtime', () => {
    expect(runtime().Bridge.ref([7], 0)).toEqual({ owner: [7], member: 0 });
  });
});
