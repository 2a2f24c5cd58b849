/** The item at a place that must exist (negative: from the end). Throws a RangeError where the code is wrong about it. */
export function at<T>(list: readonly T[], index: number): T {
  const item = list.at(index);
  if (item === undefined) {
    throw new RangeError(`There is no item ${index} in a list of ${list.length}.`);
  }
  return item;
}
