/** How many values a comparison takes: none, one, a list, a lowest and a highest, or what a variable has selected. */
export type Takes = 'none' | 'one' | 'list' | 'pair' | 'selection';

/** The comparisons that the builder writes, by their names in KQL. A name with `$` is a macro. */
export const OPERATORS: Readonly<Record<string, Takes>> = {
  '=~': 'one',
  '!~': 'one',
  '==': 'one',
  '!=': 'one',
  'in~': 'list',
  '!in~': 'list',
  in: 'list',
  '!in': 'list',
  has: 'one',
  '!has': 'one',
  has_any: 'list',
  has_all: 'list',
  has_cs: 'one',
  '!has_cs': 'one',
  hasprefix: 'one',
  hassuffix: 'one',
  contains: 'one',
  '!contains': 'one',
  contains_cs: 'one',
  '!contains_cs': 'one',
  startswith: 'one',
  '!startswith': 'one',
  startswith_cs: 'one',
  endswith: 'one',
  '!endswith': 'one',
  endswith_cs: 'one',
  'matches regex': 'one',
  '>': 'one',
  '>=': 'one',
  '<': 'one',
  '<=': 'one',
  between: 'pair',
  '!between': 'pair',
  isempty: 'none',
  isnotempty: 'none',
  isnull: 'none',
  isnotnull: 'none',
  $__timeFilter: 'none',
  $__in: 'selection',
  $__has_any: 'selection',
};

export const TIME_FILTER = '$__timeFilter';

/** Written before the column, as a function or a macro is. */
export function isCalled(operator: string): boolean {
  return /^(\$|is(not)?(empty|null)$)/.test(operator);
}

const TEXT = (
  '=~,!~,has,!has,has_any,has_all,contains,!contains,startswith,!startswith,endswith,!endswith,in~,!in~,==,!=,in,!in,' +
  'has_cs,contains_cs,matches regex,isempty,isnotempty,$__in,$__has_any'
).split(',');
const NUMBER = '==,!=,>,>=,<,<=,between,in,!in,isnull,isnotnull,$__in'.split(',');
const TIME = '$__timeFilter,>=,>,<,<=,between,isnull,isnotnull'.split(',');

const BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  string: TEXT,
  int: NUMBER,
  long: NUMBER,
  real: NUMBER,
  decimal: NUMBER,
  datetime: TIME,
  bool: ['==', '!=', 'isnull', 'isnotnull'],
  guid: ['==', '!=', 'in', '!in', 'isempty', 'isnotempty', '$__in'],
  dynamic: ['has', '!has', 'has_any', 'contains', '!contains', 'isempty', 'isnotempty'],
};

/** The comparisons that make sense for a type, the most useful first. What is of no known type is taken as text. */
export function operatorsFor(type: string | undefined): readonly string[] {
  return BY_TYPE[type ?? ''] ?? TEXT;
}
