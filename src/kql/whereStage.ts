import { quoteData } from './literal';
import { quoteName } from './name';

/** `Column == 'value'`, or its contrary: the one place where the front end writes a condition from data. */
export function condition(column: string, operator: '==' | '!=', value: string, type = 'string'): string {
  const name = quoteName(column);
  return `${type === 'string' ? name : `tostring(${name})`} ${operator} ${quoteData(value)}`;
}

/** Puts a stage that filters behind a query, on a line of its own. */
export function withCondition(kql: string, written: string): string {
  return `${kql.trimEnd().replace(/;$/, '')}\n| where ${written}`;
}
