import { identifier } from '../identifier';
import { kindOf, toArray } from '../kusto';
import { columnsOf, sourceOf, type Relation, unsupported } from '../plan';
import { type Context, textLiteral } from '../scalar';
import type { ResultColumn } from '../schema';
import {
  elements,
  type Expression,
  type ExpressionsOperator,
  is,
  type NameReference,
  type Nested,
  type PipeExpression,
} from '../syntax';
import { parameters } from './operator';
import { takeAway } from './takeAway';
import { columnKey, unite } from './unite';
import { type Matched, matched } from './wildcard';

/** `union` at the start of a query or behind a pipe (then `input` is its first table). */
export function union(node: ExpressionsOperator, input: Relation | undefined, context: Context): Relation {
  const options = parameters(node.Parameters, ['kind', 'withsource', 'isfuzzy']);
  if (options['kind'] && !['inner', 'outer'].includes(options['kind'])) {
    throw unsupported(`The union kind '${options['kind']}'`, node);
  }
  const known = columnsOf(node.ResultType, node);
  const operands: Matched[] = input ? [{ relation: input, source: sourceOf(input) ?? 'union_arg0' }] : [];
  for (const item of elements(node.Expressions)) {
    operands.push(...operandsOf(item, operands.length, { fuzzy: options['isfuzzy'] === 'true', known }, context));
  }
  if (operands.length === 0) {
    throw unsupported('A union of no table', node);
  }
  const { withsource } = options;
  if (withsource && operands.some(({ relation }) => relation.columns.some(({ name }) => name === withsource))) {
    throw unsupported(`A union whose tables have a column '${withsource}' besides that of their names`, node);
  }
  const united = unionColumns(node, operands, options);
  const names = new Set(united.map(({ name }) => name));
  takeAway(
    known.filter(({ name }) => !names.has(name)),
    node
  );
  const { plan } = context;
  const [sources, read] = [united.filter(({ from }) => from === undefined), new Map<string, UnionColumn[]>()];
  for (const column of united) {
    const key = columnKey({ ...column, name: column.from ?? '' });
    read.set(key, [...(read.get(key) ?? []), ...(column.from === undefined ? [] : [column])]);
  }
  const tables = operands.map(({ relation, source }) => ({
    relation,
    cells: [
      ...sources.map((column) => ({ column, sql: textLiteral(source) })),
      ...relation.columns.flatMap((own) =>
        (read.get(columnKey(own)) ?? []).map((column) => ({ column, sql: identifier(own.name) }))
      ),
    ],
  }));
  return unite(
    tables,
    united.map(({ name, type }) => ({ name, type })),
    plan
  );
}

/** A column of the result and the name that it has in the operands; none for the column of `withsource`. */
interface UnionColumn extends ResultColumn {
  from: string | undefined;
}

/** A name that has several types gives a column for each, which the analysis calls `name_type`. */
function unionColumns(
  node: ExpressionsOperator,
  operands: Matched[],
  { kind, withsource }: Record<string, string>
): UnionColumn[] {
  const columns = columnsOf(node.ResultType, node);
  const origins = toArray(node.ResultType!.Columns!).map(({ OriginalColumns }) => toArray(OriginalColumns!)[0]?.Name);
  const having = new Map<string, number>();
  for (const key of operands.flatMap(({ relation }) => [...new Set(relation.columns.map(columnKey))])) {
    having.set(key, (having.get(key) ?? 0) + 1);
  }
  const count = (name: string, { type }: ResultColumn) => having.get(columnKey({ name, type })) ?? 0;
  return columns
    .map((column, index) => ({
      ...column,
      from: column.name === withsource ? undefined : ownName(column, origins[index], count),
    }))
    .filter((column) => {
      if (kind === 'inner' && column.name !== column.from && column.from !== undefined) {
        throw unsupported(`A union kind=inner whose tables give '${column.from}' different types`, node);
      }
      return column.from === undefined || count(column.from, column) >= (kind === 'inner' ? operands.length : 1);
    });
}

/** Columns of several types are renamed by the union; the analysis also knows names from before a `project-rename`. */
function ownName(
  column: ResultColumn,
  origin: string | undefined,
  count: (name: string, column: ResultColumn) => number
): string {
  const has = (name: string) => count(name, column) > 0;
  const renamed = origin !== undefined && column.name === `${origin}_${column.type}` && has(origin);
  return renamed || !has(column.name) ? (origin ?? column.name) : column.name;
}

/** A wildcard stands for every table that it matches; a fuzzy union leaves out what does not exist. */
function operandsOf(
  item: Expression,
  index: number,
  { fuzzy, known }: { fuzzy: boolean; known: ResultColumn[] },
  context: Context
): Matched[] {
  const found = matched(item, known, context);
  if (found) {
    return found;
  }
  if (fuzzy && isMissing(item)) {
    return [];
  }
  const relation = context.tabular(item, context);
  return [{ relation, source: sourceOf(relation) ?? `union_arg${index}` }];
}

/** The table at the start of the expression does not exist. */
function isMissing(item: Expression): boolean {
  if (is<Nested>(item, 'ParenthesizedExpression') || is<PipeExpression>(item, 'PipeExpression')) {
    return isMissing(item.Expression);
  }
  return kindOf(item) === 'NameReference' && (item as NameReference).ReferencedSymbol === null;
}
