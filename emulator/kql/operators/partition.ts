import { identifier } from '../identifier';
import { columnsOf, unsupported } from '../plan';
import { type Expression, is, type Nested, type Operator, type SyntaxNode } from '../syntax';
import { columnList, columnName, type OperatorTranslation, parameters } from './operator';

interface PartitionOperator extends Operator {
  readonly ByExpression: Expression;
  readonly Scope: SyntaxNode | null;
  readonly Operand: SyntaxNode;
}

/** `partition by Column (subquery)`: the subquery runs over the rows of one value at a time. */
export const partition: OperatorTranslation<PartitionOperator> = (node, input, context) => {
  parameters(node.Parameters, []);
  const key = columnName(node.ByExpression);
  const operand = node.Operand as SyntaxNode & { readonly Subquery?: Expression };
  if (key === undefined || node.Scope || !operand.Subquery) {
    throw unsupported('This form of partition', node);
  }
  const body = operand.Subquery;
  const subquery = is<Nested>(body, 'ParenthesizedExpression') ? body.Expression : body;
  const { plan } = context;
  const column = identifier(key);
  const values = plan.step(`SELECT DISTINCT ${column} FROM ${plan.use(input)}`, []);
  const root = `SELECT ${columnList(input.columns, 'i.')} FROM ${plan.use(input)} AS i WHERE i.${column} IS NOT DISTINCT FROM g.${column}`;
  const { sql, relation } = plan.nested(root, input.columns, (implicit) =>
    context.tabular(subquery, { ...context, implicit })
  );
  const given = relation.columns.map(({ name }) => name);
  const columns = columnsOf(node.ResultType, node).filter(({ name }) => given.includes(name));
  return plan.step(`SELECT ${columnList(columns, 'r.')} FROM ${plan.use(values)} AS g, LATERAL (${sql}) AS r`, columns);
};
