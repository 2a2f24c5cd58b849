import { condition } from '../expressions/expression';
import { anyStringTest, canContain } from '../expressions/terms';
import { identifier } from '../identifier';
import { kindOf } from '../kusto';
import { columnsOf, sourceOf, type Relation, unsupported } from '../plan';
import { type Context, type Row, text, textLiteral } from '../scalar';
import type { ResultColumn } from '../schema';
import {
  type BinaryExpression,
  elements,
  type Expression,
  is,
  type NameReference,
  type Nested,
  type SearchOperator,
} from '../syntax';
import { parameters, rowOf } from './operator';
import { columnKey, type Share, unite } from './unite';
import { matched } from './wildcard';

/** `search "term"` looks for a term in every column, over the piped rows, the tables named by `in`, or all tables. */
export function search(node: SearchOperator, input: Relation | undefined, context: Context): Relation {
  const { kind = 'case_insensitive' } = parameters(node.Parameters, ['kind']);
  if (!['case_insensitive', 'default', 'case_sensitive'].includes(kind)) {
    throw unsupported(`The search kind '${kind}'`, node);
  }
  if (node.DataScope) {
    throw unsupported('The datascope of search', node.DataScope);
  }
  const columns = columnsOf(node.ResultType, node);
  const { plan } = context;
  const operands = input ? [input] : searched(node, context);
  const byKey = new Map(columns.map((column) => [columnKey(column), column]));
  const tables = operands.map((operand) => ({
    relation: operand,
    where: test(node.Condition, rowOf(operand, context), kind === 'case_sensitive'),
    cells: cells(operand, byKey),
  }));
  return unite(tables, columns, plan);
}

function cells(operand: Relation, columns: Map<string, ResultColumn>): Share['cells'] {
  const source = { name: '$table', type: 'string' } as const;
  const own = operand.columns.filter((column) => columns.has(columnKey(column)));
  return [
    ...(own.some(({ name }) => name === source.name) || !columns.has(columnKey(source))
      ? []
      : [{ column: source, sql: textLiteral(sourceOf(operand) ?? 'search_arg0') }]),
    ...own.map((column) => ({ column, sql: identifier(column.name) })),
  ];
}

function searched(node: SearchOperator, context: Context): Relation[] {
  if (!node.InClause) {
    const tables = context.plan.tableNames().map((name) => context.plan.table(name));
    const views = [...context.scope.views()].map(([source, rows]) => ({ ...rows(), source }));
    return [...tables, ...views];
  }
  return elements(node.InClause.Expressions).flatMap((item) => {
    const found = matched(item, columnsOf(node.ResultType, node), context);
    return found ? found.map(({ relation, source }) => ({ ...relation, source })) : [named(item, context)];
  });
}

function named(item: Expression, context: Context): Relation {
  const relation = context.tabular(item, context);
  return { ...relation, source: relation.source ?? (item as NameReference).SimpleName };
}

/** The condition of `find`, whose terms are looked for in these columns. */
export function termTest(node: Expression, row: Row, columns: ResultColumn[]): string {
  if (is<BinaryExpression>(node, 'AndExpression') || is<BinaryExpression>(node, 'OrExpression')) {
    const operator = kindOf(node) === 'AndExpression' ? 'AND' : 'OR';
    return `(${termTest(node.Left, row, columns)} ${operator} ${termTest(node.Right, row, columns)})`;
  }
  if (is<Nested>(node, 'ParenthesizedExpression')) {
    return termTest(node.Expression, row, columns);
  }
  return kindOf(node) === 'StringLiteralExpression'
    ? anywhere(node.LiteralValueInfo?.ValueText ?? '', columns, false)
    : condition(node, row);
}

/** Terms in place of conditions, joined by `and`, `or`, `not`; everything else is an ordinary condition. */
function test(node: Expression, row: Row, caseSensitive: boolean): string {
  if (is<BinaryExpression>(node, 'AndExpression') || is<BinaryExpression>(node, 'OrExpression')) {
    const operator = kindOf(node) === 'AndExpression' ? 'AND' : 'OR';
    return `(${test(node.Left, row, caseSensitive)} ${operator} ${test(node.Right, row, caseSensitive)})`;
  }
  if (is<Nested>(node, 'ParenthesizedExpression')) {
    return test(node.Expression, row, caseSensitive);
  }
  if (kindOf(node) === 'StringLiteralExpression') {
    return anywhere(node.LiteralValueInfo?.ValueText ?? '', row.input!.columns, caseSensitive);
  }
  if (is<BinaryExpression>(node, 'SearchExpression')) {
    return within((node.Left as NameReference).SimpleName, node.Right.LiteralValueInfo?.ValueText ?? '', row);
  }
  const missing = /^[A-Za-z_]\w*/.exec(node.toString().trim())?.[0];
  const known = row.input!.columns.some(({ name }) => name === missing);
  return missing && !known && kindOf(node) !== 'FunctionCallExpression' ? 'false' : condition(node, row);
}

function anywhere(term: string, columns: ResultColumn[], caseSensitive: boolean): string {
  const possible = columns.filter(({ type }) => canContain(type, term.replaceAll('*', '')));
  return columnsTest(possible, term, caseSensitive);
}

/** `Column:"term"`. */
function within(name: string, term: string, row: Row): string {
  return columnsTest(
    row.input!.columns.filter((candidate) => candidate.name === name),
    term,
    false
  );
}

/** `term*` finds beginnings, `*term` ends, `*term*` anything that contains it. */
function columnsTest(columns: ResultColumn[], term: string, caseSensitive: boolean): string {
  const bare = term.replace(/^\*|\*$/g, '');
  const [before, after] = [term.startsWith('*'), term.endsWith('*') && term.length > 1];
  const form = before && after ? 'contains' : after ? 'hasprefix' : before ? 'hassuffix' : 'has';
  const values = columns.map(({ name, type }) => ({ sql: identifier(name), type }));
  return anyStringTest(values, text(bare), { form, caseSensitive, negated: false });
}
