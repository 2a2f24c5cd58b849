/** The steps of a `scan`, and what their conditions and assignments read. */
import { convert } from '../conversion';
import { expression } from '../expressions/expression';
import { symbolKind } from '../kusto';
import { kustoType, type Relation, unsupported } from '../plan';
import type { Context } from '../scalar';
import { type KustoType, type ResultColumn, STORAGE } from '../schema';
import {
  children,
  elements,
  type Expression,
  is,
  type NameReference,
  type PathExpression,
  type ScanOperator,
  type ScanStep,
  type SyntaxNode,
} from '../syntax';

/** A column that `declare` adds; `initial` is the SQL of its default. */
export interface Declared extends ResultColumn {
  initial: string;
}

export interface Step {
  name: string;
  condition: Expression;
  /** What a match assigns, by declared column. */
  assigned: Map<string, Expression>;
  /** Whether matches become rows. */
  shown: boolean;
  /** The columns that some step reads from this one's last match. */
  kept: ResultColumn[];
}

/** SQL of a type's null, '' for a string. */
export function missing(type: KustoType): string {
  return type === 'string' ? `''` : `NULL::${STORAGE[type]}`;
}

export function declaredColumns(node: ScanOperator, input: Relation, context: Context): Declared[] {
  return (node.DeclareClause ? elements(node.DeclareClause.Declarations) : []).map((declaration) => {
    const { NameAndType, DefaultValue } = declaration;
    const name = NameAndType.Name.SimpleName;
    const type = kustoType({ Name: NameAndType.Type.toString().trim(), Kind: 0 });
    if (input.columns.some((column) => column.name === name)) {
      throw unsupported(`A declaration of '${name}' in scan, which the rows have already`, declaration);
    }
    const initial = DefaultValue ? convert(expression(DefaultValue.Value, context), type) : missing(type);
    return { name, type, initial: `(${initial})::${STORAGE[type]}` };
  });
}

export function scanSteps(nodes: ScanStep[], declared: Declared[], input: Relation): Step[] {
  const steps = nodes.map((node) => stepOf(node, declared));
  const known = [...input.columns, ...declared];
  for (const { condition, assigned } of steps) {
    for (const { step, column } of [condition, ...assigned.values()].flatMap((node) => readOf(node, steps))) {
      const kept = steps.find(({ name }) => name === step)?.kept;
      const found = known.find(({ name }) => name === column);
      if (kept && found && !kept.includes(found)) {
        kept.push(found);
      }
    }
  }
  return steps;
}

function stepOf(node: ScanStep, declared: Declared[]): Step {
  const output = node.ScanStepOutput?.OutputKind.Text ?? 'all';
  if (node.OptionalKeyword) {
    throw unsupported('An optional step of scan', node);
  }
  if (output !== 'all' && output !== 'none') {
    throw unsupported(`The output '${output}' of a step of scan`, node);
  }
  const assigned = new Map<string, Expression>();
  for (const { Name, Expression: value } of node.ComputationClause
    ? elements(node.ComputationClause.Assignments)
    : []) {
    const name = Name.SimpleName;
    if (!declared.some((column) => column.name === name)) {
      throw unsupported(`An assignment to '${name}' in scan, which declare does not name`, Name);
    }
    assigned.set(name, value);
  }
  return { name: node.Name.SimpleName, condition: node.Condition, assigned, shown: output === 'all', kept: [] };
}

interface Read {
  /** Undefined for a column of the row itself. */
  step: string | undefined;
  column: string;
}

/** The columns that an expression reads, of the row and of the steps' last matches. */
function readOf(node: SyntaxNode, steps: Step[]): Read[] {
  if (is<PathExpression>(node, 'PathExpression') && is<NameReference>(node.Expression, 'NameReference')) {
    const step = node.Expression.SimpleName;
    if (steps.some(({ name }) => name === step) && is<NameReference>(node.Selector, 'NameReference')) {
      return [{ step, column: node.Selector.SimpleName }];
    }
  }
  if (is<NameReference>(node, 'NameReference')) {
    const symbol = node.ReferencedSymbol;
    return symbol && symbolKind(symbol) === 'Column' ? [{ step: undefined, column: symbol.Name }] : [];
  }
  return children(node).flatMap((child) => readOf(child, steps));
}

/** The columns of the input that the steps need of each row. */
export function rowColumns(steps: Step[], declared: Declared[]): string[] {
  const isDeclared = (column: string) => declared.some(({ name }) => name === column);
  const own = steps.flatMap(({ condition, assigned }) =>
    [condition, ...assigned.values()].flatMap((node) =>
      readOf(node, steps).flatMap(({ step, column }) => {
        if (step === undefined && isDeclared(column)) {
          throw unsupported(`The declared column '${column}' without its step`, node);
        }
        return step === undefined ? [column] : [];
      })
    )
  );
  const kept = steps.flatMap((step) => step.kept.map(({ name }) => name).filter((name) => !isDeclared(name)));
  return [...new Set([...own, ...kept])];
}
