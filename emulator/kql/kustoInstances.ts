/**
 * Objects of the runtime's classes, told from all other values by their class alone: to ask objects of hundreds of classes
 * for one more name each is what most of an analysis' time goes to.
 */

interface Type {
  $kind?: string;
  $isArrayEnumerator?: boolean;
}

const classes = new Map<object, boolean>();

/** Neither a plain object, nor an array, nor a value in a box: a box has the type of its number, enum or struct. */
export function isInstance(value: unknown): value is { constructor: object } {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { constructor } = value as { constructor: (Type & object) | undefined };
  if (!constructor) {
    return false;
  }
  let answer = classes.get(constructor);
  if (answer === undefined) {
    answer = constructor.$kind === 'class' && !constructor.$isArrayEnumerator;
    classes.set(constructor, answer);
  }
  return answer;
}
