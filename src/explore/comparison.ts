import { quoteData } from '../kql/literal';

/** A Kusto type by the column's name; undefined for a column that the schema does not know. */
export type TypeOf = (column: string) => string | undefined;

const NAME = /^[A-Za-z_]\w*$/;
const INTEGER = /^-?\d{1,19}$/;
const DECIMAL = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const ISO = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)?)?$/;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** How a value of a type is written; undefined where the text is no value of it. */
const LITERALS: Record<string, (value: string) => string | undefined> = {
  string: quoteData,
  int: (value) => (INTEGER.test(value) ? value : undefined),
  long: (value) => (INTEGER.test(value) ? value : undefined),
  real: (value) => (DECIMAL.test(value) ? value : undefined),
  decimal: (value) => (DECIMAL.test(value) ? `decimal(${value})` : undefined),
  bool: (value) => (/^(true|false)$/i.test(value) ? value.toLowerCase() : undefined),
  datetime: (value) => (ISO.test(value) && !Number.isNaN(Date.parse(value)) ? `datetime(${value})` : undefined),
  guid: (value) => (GUID.test(value) ? `guid(${value})` : undefined),
};

/** A text as a value of a type, as KQL writes it; undefined where it is none. */
export function literalOf(type: string, value: string): string | undefined {
  return LITERALS[type]?.(value);
}

/**
 * The condition that a column has a value, or has not: `Port == 443`. A key with dots is a path into a JSON column.
 * What is no value of the column's type, and all of a column of unknown type, is compared as text, which every type has.
 */
export function comparison(key: string, value: string, isEqual: boolean, typeOf: TypeOf): string {
  const [column = '', ...path] = key.split('.');
  const type = typeOf(column);
  const operator = isEqual ? '==' : '!=';
  const literal = path.length === 0 && type ? literalOf(type, value) : undefined;
  if (literal !== undefined) {
    return `${named(column)} ${operator} ${literal}`;
  }
  const root = path.length > 0 && type === 'string' ? `parse_json(${named(column)})` : named(column);
  return `tostring(${[root, ...path.map(step)].join('')}) ${operator} ${quoteData(value)}`;
}

/** The condition that a piece of text stands in some column, or in none. */
export function mention(text: string, isIn: boolean): string {
  return isIn ? `* contains ${quoteData(text)}` : `not(* contains ${quoteData(text)})`;
}

/** The column that a key is of. */
export function rootOf(key: string): string {
  return key.split('.')[0] ?? key;
}

function named(column: string): string {
  return NAME.test(column) ? column : `[${quoteData(column)}]`;
}

function step(part: string): string {
  return NAME.test(part) ? `.${part}` : /^\d+$/.test(part) ? `[${part}]` : `[${quoteData(part)}]`;
}
