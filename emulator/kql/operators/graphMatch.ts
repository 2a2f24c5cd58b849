/** `graph-match`: one join of the graph's nodes and edges for each pattern. */
import { condition, expression } from '../expressions/expression';
import { columnsOf, type Relation, unsupported } from '../plan';
import type { Context, Row } from '../scalar';
import type { ResultColumn } from '../schema';
import { elements, type Expression, is, type NameReference, type PathExpression, type SimpleNamed } from '../syntax';
import { graphOf } from './graph';
import { type Pattern, type PatternEdge, patternOf } from './graphPattern';
import type { GraphMatchOperator } from './graphSyntax';
import { alongWalk, type Cycles, graphRow, readBy, refuseWalks, steps } from './graphWalk';
import { type OperatorTranslation, parameters, selected } from './operator';

export const graphMatch: OperatorTranslation<GraphMatchOperator> = (node, input, context) => {
  const { cycles = 'unique_edges' } = parameters(node.Parameters, ['cycles']);
  if (!isCycles(cycles)) {
    throw unsupported(`'cycles=${cycles}'`, node);
  }
  const { sql, columns } = matched(node, input, cycles, context);
  return context.plan.step(sql, columns);
};

/** The query for what a pattern matches: its nodes are `n0`, `n1`, …, its edges `e0`, `e1`, … */
export function matched(
  node: GraphMatchOperator,
  input: Relation,
  cycles: Cycles,
  context: Context
): { pattern: Pattern; sql: string; columns: ResultColumn[] } {
  if (!node.ProjectClause) {
    throw unsupported('A graph-match without project', node);
  }
  const { plan } = context;
  const graph = graphOf(input, node);
  const pattern = patternOf(node);
  if (cycles === 'none' && pattern.edges.length >= pattern.nodes.length) {
    throw unsupported(`'cycles=none' for a pattern that is a cycle`, node);
  }
  const values = elements(node.ProjectClause.Expressions);
  const where = node.WhereClause?.Condition;
  const tested = where ? [where] : [];
  refuseWalks(pattern, [...values.filter((value) => !walked(pattern, value)), ...tested]);
  const read = readBy([...values, ...tested], graph, context);
  const row: Row = { ...context, input, sides: aliases(pattern), graph: graphRow(pattern, read) };
  const columns = columnsOf(node.ResultType, node);
  const list = values.map((value, index) => {
    const along = walked(pattern, value);
    return selected(
      along ? alongWalk(pattern.edges.indexOf(along.edge), along.property, graph) : expression(value, row),
      columns[index]!
    );
  });
  const from = [
    ...pattern.nodes.map((_, index) => `${plan.use(read.nodes)} AS n${index}`),
    ...pattern.edges.map((edge, index) => `${plan.use(steps(edge, read, cycles, context))} AS e${index}`),
  ];
  const tests = [
    ...pattern.edges.flatMap(({ from: a, to: b }, index) => [
      `e${index}."#from" = n${a}."#node"`,
      `e${index}."#to" = n${b}."#node"`,
    ]),
    ...withoutCycles(pattern, cycles),
    ...(where ? [condition(where, row)] : []),
  ];
  const passing = tests.length > 0 ? ` WHERE ${tests.join(' AND ')}` : '';
  return { pattern, sql: `SELECT ${list.join(', ')} FROM ${from.join(', ')}${passing}`, columns };
}

function isCycles(text: string): text is Cycles {
  return ['all', 'none', 'unique_edges'].includes(text);
}

function aliases({ nodes, edges }: Pattern): Record<string, string> {
  const all = [
    ...nodes.map((name, index) => [name, `n${index}.`]),
    ...edges.map(({ name }, index) => [name, `e${index}.`]),
  ];
  return Object.fromEntries(all.filter(([name]) => name !== undefined)) as Record<string, string>;
}

/** An item of project that is one property along the edges of a walk, `Name = edge.Property`. */
function walked({ edges }: Pattern, item: Expression): { edge: PatternEdge; property: string } | undefined {
  const value = is<SimpleNamed>(item, 'SimpleNamedExpression') ? item.Expression : item;
  if (!is<PathExpression>(value, 'PathExpression') || !is<NameReference>(value.Expression, 'NameReference')) {
    return undefined;
  }
  const { SimpleName: name } = value.Expression;
  const edge = edges.find((known) => known.walk && known.name === name);
  return edge && { edge, property: (value.Selector as NameReference).SimpleName };
}

/** No edge twice, or no node twice. */
function withoutCycles({ nodes, edges }: Pattern, cycles: Cycles): string[] {
  // A walk by itself passes no edge twice.
  if (cycles === 'all' || edges.length === 0 || (cycles === 'unique_edges' && edges.length === 1)) {
    return [];
  }
  const lists =
    cycles === 'unique_edges'
      ? edges.map((_, index) => `e${index}."#edges"`)
      : [
          `[${nodes.map((_, index) => `n${index}."#node"`).join(', ')}]`,
          ...edges.flatMap(({ walk }, index) => (walk ? [`e${index}."#inner"`] : [])),
        ];
  const all = `flatten([${lists.join(', ')}])`;
  return [`len(list_distinct(${all})) = len(${all})`];
}
