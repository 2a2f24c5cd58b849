/** How a plugin gets columns that depend on the data: they are asked for first, and then written behind its call. */
import { identifier } from '../identifier';
import { NeedsSchema } from '../needsSchema';
import type { Plan } from '../plan';
import type { EvaluateOperator } from '../syntax';

const JSON_TYPES: Record<string, string> = { array: 'dynamic', dictionary: 'dynamic', double: 'real', null: 'dynamic' };

/** A column of `evaluate … : (columns)`; its type in Kusto's or in JSON's words. */
export function schemaColumn(name: string, type: string): string {
  return `['${name.replace(/[\\']/g, '\\$&')}']: ${JSON_TYPES[type] ?? type}`;
}

/** The query for what `sql` finds: the columns `k` (name) and `t` (type). */
export function foundColumns(plan: Plan, sql: string): string {
  const names = `SELECT k AS ${identifier('k')}, t AS ${identifier('t')} FROM (${sql})`;
  return plan.sql(
    plan.step(names, [
      { name: 'k', type: 'string' },
      { name: 't', type: 'string' },
    ])
  );
}

/** Asks for the columns that `sql` finds; `columns` writes all of the plugin's from them. */
export function askFor(
  sql: string,
  node: EvaluateOperator,
  columns: (found: [string, string][]) => string[]
): NeedsSchema {
  const end = node.FunctionCall.TextStart + node.FunctionCall.Width;
  return new NeedsSchema(sql, end, (found) => ` : (${columns(found).join(', ')})`);
}
