/**
 * Before the runtime under Microsoft's analysis compares two references or tests one for null, it looks whether each is
 * a box, then whether it is one of ten kinds of arrays: thousands of times an analysis. Here are shorter ways to the same
 * answers, and to a type's value where there is none.
 */
import { isInstance } from './kustoInstances';

type Test = (value: unknown, other?: unknown) => boolean;

interface Runtime {
  Bridge: {
    hasValue: Test;
    referenceEquals: Test;
    staticEquals: Test;
    isArray: Test;
    getDefaultValue(type: object): unknown;
  };
}

/** Must run once, after the runtime is loaded. What a comparison answers stays the same. */
export function compareShortly({ Bridge }: Runtime): void {
  const { hasValue, referenceEquals, staticEquals, isArray, getDefaultValue } = Bridge;
  const nullable = new Set<object>();
  const isValue = (value: unknown) => typeof value === 'function' || isInstance(value);
  Bridge.hasValue = (value) => isValue(value) || (value != null && hasValue(value));
  Bridge.referenceEquals = (value, other) => (isValue(value) ? value === other : referenceEquals(value, other));
  Bridge.staticEquals = (value, other) =>
    other == null && (value == null || isValue(value)) ? value == null : staticEquals(value, other);
  Bridge.isArray = (value, type) =>
    type || !(typeof value === 'string' || isValue(value)) ? isArray(value, type) : false;
  // Every new list asks for it once an item.
  Bridge.getDefaultValue = (type) => {
    const value = nullable.has(type) ? null : getDefaultValue(type);
    if (value === null && (type as { $kind?: string }).$kind === 'class') {
      nullable.add(type);
    }
    return value;
  };
}
