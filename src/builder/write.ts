import { complete } from './complete';
import { isCalled, OPERATORS } from './operators';
import {
  type Condition,
  type Events,
  type Figure,
  type Group,
  type Key,
  type Outline,
  type SortKey,
  type Summary,
  TIME_BIN,
} from './outline';

/** The KQL of an outline, a stage a line. What is not complete yet is left out; without a table there is none. */
export function write(outline: Outline): string {
  const { table, filters, shape, sort, limit, top } = complete(outline);
  if (table === '') {
    return '';
  }
  return [table, ...filters.map(where), ...shaped(shape), ...ordered(sort, limit, top)].join('\n| ');
}

function where({ any, conditions }: Group): string {
  return `where ${conditions.map(condition).join(any ? ' or ' : ' and ')}`;
}

/** One condition, as it stands in a `where`. */
function condition({ column, operator, values }: Condition): string {
  if (isCalled(operator)) {
    return `${operator}(${[column, ...values].filter(Boolean).join(', ')})`;
  }
  switch (OPERATORS[operator]) {
    case 'list':
      return `${column} ${operator} (${values.join(', ')})`;
    case 'pair':
      return `${column} ${operator} (${values.join(' .. ')})`;
    default:
      return `${column} ${operator} ${values.join('')}`;
  }
}

function shaped(shape: Events | Summary): string[] {
  if (shape.kind === 'summary') {
    return [summarize(shape), ...shape.filters.map(where)];
  }
  const { columns, distinct } = shape;
  return columns.length === 0 ? [] : [`${distinct ? 'distinct' : 'project'} ${columns.join(', ')}`];
}

function summarize({ figures, keys }: Summary): string {
  const by = keys.length === 0 ? '' : `by ${keys.map(key).join(', ')}`;
  return ['summarize', figures.map(figure).join(', '), by].filter(Boolean).join(' ');
}

function figure({ name, call, operands }: Figure): string {
  return `${named(name)}${call}(${operands.join(', ')})`;
}

function key({ name, column, bin }: Key): string {
  if (bin === TIME_BIN) {
    return `${named(name)}${TIME_BIN}(${column})`;
  }
  return named(name) + (bin === undefined ? column : `bin(${column}, ${bin})`);
}

function named(name: string): string {
  return name === '' ? '' : `${name} = `;
}

function ordered(sort: readonly SortKey[], limit: number | undefined, top: true | undefined): string[] {
  const keys = sort.map(({ column, direction }) => (direction ? `${column} ${direction}` : column)).join(', ');
  if (top) {
    return [`top ${limit} by ${keys}`];
  }
  return [...(keys === '' ? [] : [`sort by ${keys}`]), ...(limit === undefined ? [] : [`take ${limit}`])];
}
