/** Tabular expressions that read no table: print, range, datatable. */
import { expression } from '../expressions/expression';
import { convert } from '../conversion';
import { identifier } from '../identifier';
import { columnsOf, type Relation, unsupported } from '../plan';
import type { Context, Scalar } from '../scalar';
import { type ResultColumn, STORAGE } from '../schema';
import { type DataTable, elements, type ExpressionsOperator, type RangeOperator } from '../syntax';
import { namesOf, valuesOf } from './columns';
import { columnList, emptyValue, parameters, selected } from './operator';

export function print(node: ExpressionsOperator, context: Context): Relation {
  const columns = columnsOf(node.ResultType, node);
  const list = elements(node.Expressions)
    .flatMap((item) =>
      valuesOf(item, context).slice(0, item.ResultType?.Columns ? namesOf(item).length || undefined : 1)
    )
    .map((value, index) => selected(value, columns[index]!));
  return context.plan.step(`SELECT ${list.join(', ')}`, columns);
}

/** Both ends belong to the range; a step away from `to` gives no row. */
export function range(node: RangeOperator, context: Context): Relation {
  const columns = columnsOf(node.ResultType, node);
  const [from, to, step] = [node.From, node.To, node.Step].map((item) => expression(item, context)) as [
    Scalar,
    Scalar,
    Scalar,
  ];
  const name = identifier(columns[0]!.name);
  if (columns[0]!.type === 'real' || columns[0]!.type === 'decimal') {
    const count = `floor((${to.sql} - ${from.sql}) / ${step.sql})::BIGINT`;
    return context.plan.step(
      `SELECT (${from.sql} + i * ${step.sql})::DOUBLE AS ${name} FROM range(${count} + 1) AS t(i)`,
      columns,
      true
    );
  }
  const whole = [from, to, step].map(({ sql }) => `(${sql})::BIGINT`).join(', ');
  const value: Scalar = { sql: 'i', type: columns[0]!.type === 'int' ? 'long' : columns[0]!.type };
  return context.plan.step(
    `SELECT ${convert(value, columns[0]!.type)} AS ${name} FROM generate_series(${whole}) AS t(i)`,
    columns,
    true
  );
}

export function dataTable(node: DataTable, context: Context): Relation {
  parameters(node.Parameters, []);
  const columns = columnsOf(node.ResultType, node);
  const cells = elements(node.Values).map((item) => expression(item, context));
  if (columns.length === 0 || cells.length % columns.length !== 0) {
    throw unsupported('A datatable whose values do not fill its rows', node);
  }
  const rows: string[] = [];
  for (let start = 0; start < cells.length; start += columns.length) {
    rows.push(`(${columns.map((column, index) => cellOf(cells[start + index]!, column)).join(', ')})`);
  }
  const sql =
    rows.length === 0
      ? `SELECT ${columns.map(emptyValue).join(', ')} WHERE false`
      : `SELECT * FROM (VALUES ${rows.join(', ')}) AS t(${columnList(columns)})`;
  return context.plan.step(sql, columns, true);
}

function cellOf(value: Scalar, { type }: ResultColumn): string {
  return `CAST(${value.sql === 'NULL' && type !== 'string' ? 'NULL' : convert(value, type)} AS ${STORAGE[type]})`;
}
