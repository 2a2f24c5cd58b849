import { KqlError } from '../error';
import { expression } from '../expressions/expression';
import { identifier } from '../identifier';
import { toArray } from '../kusto';
import { type Relation, unsupported } from '../plan';
import type { Context, Row, Scalar } from '../scalar';
import type { KustoType, ResultColumn } from '../schema';
import { type Expression, is, type List, type NamedParameter, type NameReference, type Operator } from '../syntax';
import { convert } from '../conversion';

/** Adds one operator's step to the plan. */
export type OperatorTranslation<T extends Operator = Operator> = (
  node: T,
  input: Relation,
  context: Context
) => Relation;

/** The row that an operator's expressions read. */
export function rowOf(input: Relation, context: Context): Row {
  return { ...context, input };
}

/** `<sql> AS <column>`, converted where the analysis says another type. */
export function selected(value: Scalar, column: ResultColumn): string {
  const same = value.type === column.type || (value.sql === 'NULL' && column.type !== 'string');
  return `${same ? value.sql : convert(value, column.type)} AS ${identifier(column.name)}`;
}

export function columnList(columns: ResultColumn[], alias = ''): string {
  return columns.map(({ name }) => alias + identifier(name)).join(', ');
}

/** The name of a plain column reference, undefined for any other expression. */
export function columnName(node: Expression): string | undefined {
  return is<NameReference>(node, 'NameReference') ? node.SimpleName : undefined;
}

/**
 * An operator's named parameters (`kind=inner`), as text. A parameter that is not in `known` is refused; the
 * `hint.` ones tell a cluster how to work and change no row, so they are read and left.
 */
export function parameters(list: List<NamedParameter> | undefined, known: string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const parameter of list ? toArray(list) : []) {
    const name = parameter.Name.SimpleName;
    if (name.startsWith('hint.')) {
      continue;
    }
    if (!known.includes(name)) {
      throw unsupported(`The parameter '${name}'`, parameter);
    }
    found[name] = parameter.Expression.LiteralValueInfo?.ValueText ?? parameter.Expression.toString().trim();
  }
  return found;
}

/** A number of rows: any constant expression of a whole number. */
export function rowCount(node: Expression, context: Context): string {
  const value = expression(node, context);
  if (!(['int', 'long', 'real'] as KustoType[]).includes(value.type)) {
    throw new KqlError('semantic', 'The number of rows must be a whole number.', node.TextStart, node.Width);
  }
  return `greatest(${value.sql}, 0)::BIGINT`;
}

/** A value of the column's type for where there is none: '' for strings, NULL for the rest. */
export function emptyValue(column: ResultColumn): string {
  return column.type === 'string' ? `'' AS ${identifier(column.name)}` : `NULL AS ${identifier(column.name)}`;
}
