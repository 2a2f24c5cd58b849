import { convert } from '../conversion';
import { KqlError } from '../error';
import { type ExternalFormat, formatOf, readRecords } from '../externalFile';
import { identifier } from '../identifier';
import { columnsOf, type Relation, unsupported } from '../plan';
import { jsonPath } from '../scripted/bags';
import { fromJson } from '../scripted/scripted';
import { constantText, type Context, type Scalar, textLiteral } from '../scalar';
import type { ResultColumn } from '../schema';
import { elements, type Expression, type NamedParameter, type Separated, type SyntaxNode } from '../syntax';
import { emptyValue } from './operator';
import { expression } from '../expressions/expression';

export interface ExternalData extends Expression {
  readonly URIs: Separated<Expression>;
  readonly WithClause: (SyntaxNode & { readonly Properties: Separated<NamedParameter> }) | null;
}

interface Reading {
  format: string | undefined;
  ignoreFirstRecord: boolean;
  /** The way into a JSON object that each column takes; a column without one is empty. */
  mapping: Map<string, (string | number)[]> | undefined;
}

/** `externaldata (columns) [addresses] with (format, ignoreFirstRecord)`, over files that stand for the addresses. */
export function externalData(node: ExternalData, context: Context): Relation {
  const columns = columnsOf(node.ResultType, node);
  const reading = readingOf(node);
  const unknown = [...(reading.mapping?.keys() ?? [])].find((key) => !columns.some(({ name }) => name === key));
  if (unknown !== undefined) {
    throw unsupported(`A mapping of externaldata for '${unknown}', which is none of its columns,`, node);
  }
  const records = elements(node.URIs).flatMap((item) => recordsAt(item, reading, context));
  const { plan } = context;
  if (records.length === 0) {
    return plan.step(`SELECT ${columns.map(emptyValue).join(', ')} WHERE false`, columns, true);
  }
  const rows = records.map((record) =>
    columns.map(({ name }, index) => {
      if (Array.isArray(record)) {
        return record[index] ?? null;
      }
      const path = reading.mapping ? reading.mapping.get(name) : [name];
      return path === undefined ? null : (valueAt(record, path) ?? null);
    })
  );
  const cells = columns.map((column, index) => cell(column, index));
  const json = textLiteral(JSON.stringify(rows));
  return plan.step(
    `SELECT ${cells.join(', ')} FROM (SELECT unnest(json_extract(${json}, '$[*]')) AS r)`,
    columns,
    true
  );
}

/** Texts are read as Kusto reads them; JSON gives dynamic columns their values unchanged. */
function cell(column: ResultColumn, index: number): string {
  const name = identifier(column.name);
  if (column.type === 'dynamic') {
    const item = `json_extract(r, '$[${index}]')`;
    return `nullif(CASE json_type(${item}) WHEN 'VARCHAR' THEN kql_json(r->>${index}) ELSE ${item}::VARCHAR END, 'null') AS ${name}`;
  }
  const value: Scalar = { sql: `coalesce(r->>${index}, '')`, type: 'string' };
  return `${convert(value, column.type)} AS ${name}`;
}

function readingOf(node: ExternalData): Reading {
  const reading: Reading = { format: undefined, ignoreFirstRecord: false, mapping: undefined };
  for (const property of node.WithClause ? elements(node.WithClause.Properties) : []) {
    const name = property.Name.SimpleName.toLowerCase();
    const value = property.Expression.LiteralValueInfo?.ValueText ?? property.Expression.toString().trim();
    if (name === 'format') {
      reading.format = value;
    } else if (name === 'ignorefirstrecord') {
      reading.ignoreFirstRecord = /^true$/i.test(value);
    } else if (name === 'ingestionmapping') {
      reading.mapping = mappingOf(value, property);
    } else {
      throw unsupported(`The property '${name}' of externaldata`, property);
    }
  }
  return reading;
}

function valueAt(record: unknown, path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined,
    record
  );
}

/** `[{"Column": "A", "Properties": {"Path": "$.a.b"}}]`; anything more is refused. */
function mappingOf(text: string, node: SyntaxNode): Map<string, (string | number)[]> {
  const items = fromJson(text);
  const pairs = (Array.isArray(items) ? items : [undefined]).map((item: unknown): [string, (string | number)[]] => {
    const { Column, Properties, ...more } = (item ?? {}) as Record<string, unknown>;
    const { Path, ...others } = (Properties ?? {}) as Record<string, unknown>;
    const path = typeof Path === 'string' ? jsonPath(Path) : undefined;
    if (typeof Column !== 'string' || path === undefined || Object.keys({ ...more, ...others }).length > 0) {
      throw unsupported('A mapping of externaldata that is more than a column and a path', node);
    }
    return [Column, path];
  });
  return new Map(pairs);
}

function recordsAt(item: Expression, { format, ignoreFirstRecord, mapping }: Reading, context: Context) {
  // What follows a semicolon is how the service signs in to the address.
  const address = (constantText(expression(item, context)) ?? '').split(';')[0] ?? '';
  const file = context.plan.external.get(address) ?? context.plan.external.get('*');
  if (file === undefined) {
    throw new KqlError(
      'unsupported',
      `'externaldata' fetches nothing in this emulator: start it with --external '${address}=FILE' to read a file instead.`,
      item.TextStart,
      item.Width
    );
  }
  const known: ExternalFormat | undefined = formatOf(format, address);
  if (!known) {
    throw unsupported(`The format '${format}' of externaldata`, item);
  }
  const ofObjects = known === 'json' || known === 'multijson';
  if (mapping && !ofObjects) {
    throw unsupported('A mapping of what is not JSON', item);
  }
  const records = readRecords(file, known);
  return ignoreFirstRecord && !ofObjects ? records.slice(1) : records;
}
