/** What a figure takes beside its name, in this order. `number?` may be left out; `rest` is `*` or columns. */
export type Takes = 'column' | 'number' | 'number?' | 'rest';

/** The figures that the builder writes, by their names in KQL. */
export const FIGURES: Readonly<Record<string, readonly Takes[]>> = {
  count: [],
  dcount: ['column'],
  sum: ['column'],
  avg: ['column'],
  min: ['column'],
  max: ['column'],
  percentile: ['column', 'number'],
  stdev: ['column'],
  make_set: ['column', 'number?'],
  make_list: ['column', 'number?'],
  take_any: ['column'],
  arg_max: ['column', 'rest'],
  arg_min: ['column', 'rest'],
};

const NUMBERS = new Set(['int', 'long', 'real', 'decimal']);

export function isNumber(type: string | undefined): boolean {
  return NUMBERS.has(type ?? '');
}

/** Whether a figure can be made of a column of this type. One of no known type is tried. */
export function fits(call: string, type: string | undefined): boolean {
  if (type === undefined) {
    return true;
  }
  if (['sum', 'avg', 'percentile', 'stdev'].includes(call)) {
    return NUMBERS.has(type);
  }
  return !(['min', 'max', 'arg_max', 'arg_min'].includes(call) && ['dynamic', 'guid', 'bool'].includes(type));
}

/** The type of a figure's column. */
export function typeOfFigure(call: string, type: string | undefined): string | undefined {
  switch (call) {
    case 'count':
    case 'dcount':
      return 'long';
    case 'avg':
    case 'stdev':
      return 'real';
    case 'make_set':
    case 'make_list':
      return 'dynamic';
    case 'sum':
      return type === 'int' ? 'long' : type;
    default:
      return type;
  }
}
