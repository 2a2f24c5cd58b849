import { compareShortly } from './kustoValues';

class Node {
  readonly children: Node[] = [];
}
Object.assign(Node, { $kind: 'class' });
const box = { $boxed: true, constructor: { $kind: 'struct' }, v: 1 };
const node = new Node();

/** A runtime that notes what it is asked. */
function runtime() {
  const asked: string[] = [];
  const of = (name: string, answer: boolean) => () => (asked.push(name), answer);
  const Bridge: Parameters<typeof compareShortly>[0]['Bridge'] = {
    hasValue: of('hasValue', false),
    referenceEquals: of('referenceEquals', false),
    staticEquals: of('staticEquals', false),
    isArray: of('isArray', true),
    getDefaultValue: (type) => (asked.push('getDefaultValue'), (type as { value?: unknown }).value ?? null),
  };
  compareShortly({ Bridge });
  return { Bridge, asked };
}

type Name = Exclude<keyof ReturnType<typeof runtime>['Bridge'], 'getDefaultValue'>;

it.each<[string, Name, unknown[], boolean]>([
  ['an object is a value', 'hasValue', [node], true],
  ['a function is a value', 'hasValue', [() => 1], true],
  ['null is none', 'hasValue', [null], false],
  ['an object is itself', 'referenceEquals', [node, node], true],
  ['an object is no other', 'referenceEquals', [node, new Node()], false],
  ['an object is not null', 'referenceEquals', [node, null], false],
  ['an object is not a box', 'referenceEquals', [node, box], false],
  ['null equals null', 'staticEquals', [null, null], true],
  ['a function does not equal null', 'staticEquals', [() => 1, null], false],
  ['an object does not equal null', 'staticEquals', [node, undefined], false],
  ['an object is no array', 'isArray', [node], false],
  ['a text is no array', 'isArray', ['a'], false],
  ['a function is no array', 'isArray', [() => 1], false],
])('%s', (_, name, values, answer) => {
  const { Bridge, asked } = runtime();
  expect([Bridge[name](values[0], values[1]), asked]).toEqual([answer, []]);
});

it.each<[string, Name, unknown[]]>([
  ['whether a box has a value', 'hasValue', [box]],
  ['whether an array has a value', 'hasValue', [[1]]],
  ['whether two boxes are one', 'referenceEquals', [box, box]],
  ['whether null is what a box holds', 'referenceEquals', [null, box]],
  ['whether an array is itself', 'referenceEquals', [[1], [1]]],
  ['whether a box equals null', 'staticEquals', [box, null]],
  ['whether two objects are equal', 'staticEquals', [node, node]],
  ['whether a list is an array', 'isArray', [[1]]],
  ['whether a type is one of arrays', 'isArray', [node, Array]],
])('the runtime knows %s', (_, name, values) => {
  const { Bridge, asked } = runtime();
  Bridge[name](values[0], values[1]);
  expect(asked).toEqual([name]);
});

it.each([
  ['once for a class', { $kind: 'class' }, null, 1],
  ['every time for a struct', { $kind: 'struct' }, null, 2],
  ['every time for a class that has one', { $kind: 'class', value: 0 }, 0, 2],
])('the runtime is asked for the value of a type without one %s', (_, type, value, times) => {
  const { Bridge, asked } = runtime();
  expect([Bridge.getDefaultValue(type), Bridge.getDefaultValue(type), asked.length]).toEqual([value, value, times]);
});
