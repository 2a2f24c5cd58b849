import { identifier } from '../identifier';
import { kindOf, symbolKind, toArray } from '../kusto';
import { columnsOf, type Relation, unsupported } from '../plan';
import { type Context, textLiteral } from '../scalar';
import { convert } from '../conversion';
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
import { emptyValue, parameters } from './operator';

interface Operand {
  relation: Relation;
  source: string;
}

/** `union` at the start of a query or behind a pipe (then `input` is its first table). */
export function union(node: ExpressionsOperator, input: Relation | undefined, context: Context): Relation {
  const options = parameters(node.Parameters, ['kind', 'withsource', 'isfuzzy']);
  if (options['kind'] && !['inner', 'outer'].includes(options['kind'])) {
    throw unsupported(`The union kind '${options['kind']}'`, node);
  }
  const operands: Operand[] = input ? [{ relation: input, source: input.source ?? 'union_arg0' }] : [];
  for (const item of elements(node.Expressions)) {
    operands.push(...operandsOf(item, operands.length, options['isfuzzy'] === 'true', context));
  }
  if (operands.length === 0) {
    throw unsupported('A union of no table', node);
  }
  const inner = options['kind'] === 'inner';
  const has =
    (name: string) =>
    ({ relation }: Operand) =>
      relation.columns.some((column) => column.name === name);
  const known = columnsOf(node.ResultType, node).filter(
    ({ name }) => name === options['withsource'] || (inner ? operands.every(has(name)) : operands.some(has(name)))
  );
  const { plan } = context;
  const selects = operands.map(({ relation, source }) => {
    const list = known.map((column) =>
      column.name === options['withsource']
        ? `${textLiteral(source)} AS ${identifier(column.name)}`
        : cell(column, relation)
    );
    return `SELECT ${list.join(', ')} FROM ${plan.use(relation)}`;
  });
  return plan.step(selects.join(' UNION ALL '), known);
}

function cell(column: ResultColumn, relation: Relation): string {
  const own = relation.columns.find(({ name }) => name === column.name);
  if (!own) {
    return emptyValue(column);
  }
  const name = identifier(own.name);
  return own.type === column.type ? name : `${convert({ sql: name, type: own.type }, column.type)} AS ${name}`;
}

/** A wildcard stands for every table that it matches; a fuzzy union leaves out what does not exist. */
function operandsOf(item: Expression, index: number, fuzzy: boolean, context: Context): Operand[] {
  const members = item.ReferencedSymbol?.Members;
  const group = item.ReferencedSymbol && symbolKind(item.ReferencedSymbol) === 'Group' ? toArray(members!) : undefined;
  if (group) {
    return group.map(({ Name }) => ({ relation: context.plan.table(Name), source: Name }));
  }
  if (fuzzy && isMissing(item)) {
    return [];
  }
  const relation = context.tabular(item, context);
  return [{ relation, source: relation.source ?? `union_arg${index}` }];
}

/** The table at the start of the expression does not exist. */
function isMissing(item: Expression): boolean {
  if (is<Nested>(item, 'ParenthesizedExpression') || is<PipeExpression>(item, 'PipeExpression')) {
    return isMissing(item.Expression);
  }
  return kindOf(item) === 'NameReference' && (item as NameReference).ReferencedSymbol === null;
}
