import { FIGURES } from './figures';
import { OPERATORS, TIME_FILTER } from './operators';
import {
  type Condition,
  type Events,
  type Figure,
  type Group,
  type Key,
  type Outline,
  type Summary,
  TIME_BIN,
} from './outline';

/** Whether a condition has all that it needs to be written. */
export function isComplete({ column, operator, values }: Condition): boolean {
  if (operator === TIME_FILTER) {
    return values.length === 0;
  }
  const wanted = { none: [0, 0], one: [1, 1], selection: [1, 1], pair: [2, 2], list: [1, Infinity] }[
    OPERATORS[operator] ?? 'none'
  ];
  const [least = 0, most = 0] = wanted;
  return column !== '' && values.length >= least && values.length <= most && !values.includes('');
}

export function isFigure({ call, operands }: Figure): boolean {
  const takes = FIGURES[call] ?? [];
  const rest = takes.includes('rest');
  const least = takes.filter((each) => each !== 'number?').length;
  return operands.length >= least && (rest || operands.length <= takes.length) && !operands.includes('');
}

export function isKey({ column, bin }: Key): boolean {
  return column !== '' || bin === TIME_BIN;
}

/** The outline without what is not complete yet: what its KQL says. A summary of nothing shows the events. */
export function complete({ table, filters, shape, sort, limit, top }: Outline): Outline {
  const keys = sort.filter(({ column }) => column !== '');
  return {
    table,
    filters: groups(filters),
    shape: shape.kind === 'summary' ? summary(shape) : events(shape),
    sort: keys,
    ...(limit !== undefined && { limit }),
    ...(top && keys.length === 1 && limit !== undefined && { top }),
  };
}

function events(shape: Events): Events {
  const columns = shape.columns.filter(Boolean);
  return { ...shape, columns, distinct: shape.distinct && columns.length > 0 };
}

function summary(shape: Summary): Events | Summary {
  const [figures, keys] = [shape.figures.filter(isFigure), shape.keys.filter(isKey)];
  return figures.length + keys.length === 0
    ? { kind: 'events', columns: [], distinct: false }
    : { kind: 'summary', figures, keys, filters: groups(shape.filters) };
}

function groups(list: readonly Group[]): Group[] {
  return list.flatMap(({ any, conditions }) => {
    const written = conditions.filter(isComplete);
    return written.length === 0 ? [] : [{ any: any && written.length > 1, conditions: written }];
  });
}
