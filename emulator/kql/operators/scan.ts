/** `scan`: the rows pass a chain of steps in their order; each step remembers what it matched last. */
import { identifier } from '../identifier';
import { toArray } from '../kusto';
import { columnsOf, unsupported } from '../plan';
import type { ResultColumn } from '../schema';
import type { ScanOperator } from '../syntax';
import { type OperatorTranslation, parameters } from './operator';
import { fieldName, scanMachine } from './scanMachine';
import { type Declared, declaredColumns, rowColumns, scanSteps } from './scanStep';
import { takeAway } from './takeAway';

export const scan: OperatorTranslation<ScanOperator> = (node, input, context) => {
  const { with_match_id: matchId } = parameters(node.Parameters, ['with_match_id']);
  if (node.OrderByClause || node.PartitionByClause) {
    throw unsupported('An order or a partition inside of scan', node.OrderByClause ?? node.PartitionByClause!);
  }
  if (!input.sorted) {
    throw unsupported('A scan of rows in no order (sort or serialize them first)', node);
  }
  const declared = declaredColumns(node, input, context);
  const steps = scanSteps(toArray(node.Steps), declared, input);
  const read = rowColumns(steps, declared);
  const { plan } = context;
  const { relation, order } = plan.numbered(input);
  const row = [`'o': ${order}`, ...read.map((name) => `${fieldName(name)}: ${identifier(name)}`)].join(', ');
  const { initial, next } = scanMachine({ steps, declared, row: { ...context, input, alias: 'scan_x.' } });
  const list = `list({${row}} ORDER BY ${order})`;
  const run = plan.step(
    `SELECT list_reduce(${list}, lambda scan_s, scan_x: ${next}, ${initial}) AS z FROM ${plan.use(relation)}`,
    []
  );
  const matches = plan.step(
    `SELECT unnest((z).matches) AS e, unnest(range(len((z).matches))) AS p FROM ${plan.use(run)}`,
    []
  );
  // The analysis knows of a number of the sequence also where none is asked for.
  const given = columnsOf(node.ResultType, node);
  const columns = given.filter(({ name }) => isKnown(name, [...input.columns, ...declared], matchId));
  takeAway(
    given.filter((column) => !columns.includes(column)),
    node
  );
  const cells = columns.map((column) => cell(column, declared, matchId));
  const from = `${plan.use(relation)} AS n, ${plan.use(matches)} AS m WHERE n.${order} = (m.e).o`;
  return plan.step(`SELECT ${cells.join(', ')} FROM ${from} ORDER BY m.p`, columns, true);
};

function isKnown(name: string, columns: ResultColumn[], matchId: string | undefined): boolean {
  return name === matchId || columns.some((column) => column.name === name);
}

function cell({ name }: ResultColumn, declared: Declared[], matchId: string | undefined): string {
  const place = declared.findIndex((column) => column.name === name);
  const value = place >= 0 ? `(m.e).d${place}` : name === matchId ? '(m.e).i' : `n.${identifier(name)}`;
  return `${value} AS ${identifier(name)}`;
}
