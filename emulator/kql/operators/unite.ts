/** The rows of several tables below each other. */
import { identifier } from '../identifier';
import type { Plan, Relation } from '../plan';
import type { ResultColumn } from '../schema';
import { emptyValue } from './operator';

/** A table's share: its cells for those columns of the result that it has, and the condition that its rows must meet. */
export interface Share {
  relation: Relation;
  cells: { column: ResultColumn; sql: string }[];
  where?: string;
}

/** Names a column by its name and type. All tables of a tenant have a thousand: to look for each in each takes too long. */
export function columnKey({ name, type }: ResultColumn): string {
  return `${type} ${name}`;
}

/**
 * Each table names its own columns only: all tables of a tenant have a thousand columns together, and to spell those that
 * a table lacks takes longer than to read its rows.
 */
export function unite(shares: Share[], columns: ResultColumn[], plan: Plan): Relation {
  const selects = shares.map(({ relation, cells, where }) => {
    const list = cells.map(({ column, sql }) => `${sql} AS ${identifier(column.name)}`).join(', ');
    return `SELECT ${list || 'NULL AS "#none"'} FROM ${plan.use(relation)}${where === undefined ? '' : ` WHERE ${where}`}`;
  });
  const having = new Map<string, number>();
  for (const { column } of shares.flatMap(({ cells }) => cells)) {
    having.set(column.name, (having.get(column.name) ?? 0) + 1);
  }
  const rows = plan.step(selects.join(' UNION ALL BY NAME '), columns);
  const list = columns.map((column) => {
    const count = having.get(column.name) ?? 0;
    const name = identifier(column.name);
    // What a table lacks is NULL so far, and a string is never NULL.
    const lacking = column.type === 'string' && count < shares.length;
    return count === 0 ? emptyValue(column) : lacking ? `coalesce(${name}, '') AS ${name}` : name;
  });
  return plan.step(`SELECT ${list.join(', ') || 'NULL'} FROM ${plan.use(rows)}`, columns);
}
