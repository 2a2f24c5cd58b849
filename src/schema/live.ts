import type { Callable, Column, Knowledge, Table } from '../kql/knowledge';

/** What the backend's resource `schema` adds to the bundled one: `pkg/plugin/resource_schema.go`. */
interface LiveSchema {
  tables: Table[];
  functions: Callable[];
}

/** Reads the resource's answer; undefined for anything else, and for one that adds nothing. */
export function readLive(answer: unknown): LiveSchema | undefined {
  const { tables, functions } = fields(answer);
  const live = { tables: list(tables).flatMap(readTable), functions: list(functions).flatMap(readFunction) };
  return live.tables.length + live.functions.length > 0 ? live : undefined;
}

/** What is known with what the tenant has beside it. Names that are known already keep their place. */
export function withLive(knowledge: Knowledge, { tables, functions }: LiveSchema): Knowledge {
  const known = new Set(knowledge.defender.map(({ name }) => name));
  return {
    ...knowledge,
    tables: new Map([...knowledge.tables, ...tables.map((table) => [table.name, table] as const)]),
    defender: [...knowledge.defender, ...functions.filter(({ name }) => !known.has(name))],
  };
}

function readTable(raw: unknown): Table[] {
  const { name, description, status, timeColumn, columns } = fields(raw);
  const read = list(columns).flatMap(readColumn);
  return isName(name)
    ? [
        {
          name,
          description: text(description),
          status: text(status),
          timeColumn: text(timeColumn) || null,
          columns: read,
        },
      ]
    : [];
}

function readColumn(raw: unknown): Column[] {
  const { name, type, description } = fields(raw);
  return isName(name) ? [{ name, type: text(type), description: text(description) }] : [];
}

function readFunction(raw: unknown): Callable[] {
  const { name, description, parameters } = fields(raw);
  const named = list(parameters).filter((each) => typeof each === 'string');
  return isName(name) ? [{ name, type: 'table', saved: true, description: text(description), parameters: named }] : [];
}

/** A name that Kusto's schema takes as it is; others would have to be quoted in each query. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z_]\w*$/.test(value);
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
