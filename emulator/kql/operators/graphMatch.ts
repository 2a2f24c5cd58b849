/** `graph-match`: one join of the graph's nodes and edges for each pattern. */
import { toDynamic } from '../conversion';
import { condition, expression } from '../expressions/expression';
import { identifier } from '../identifier';
import { columnsOf, type Graph, type Relation, unsupported } from '../plan';
import type { Context, Row } from '../scalar';
import {
  descendants,
  elements,
  type Expression,
  is,
  type NameReference,
  type PathExpression,
  type SimpleNamed,
} from '../syntax';
import { graphOf } from './graph';
import { type Pattern, type PatternEdge, patternOf } from './graphPattern';
import type { GraphMatchOperator } from './graphSyntax';
import { type OperatorTranslation, parameters, selected } from './operator';

type Cycles = 'all' | 'none' | 'unique_edges';

export const graphMatch: OperatorTranslation<GraphMatchOperator> = (node, input, context) => {
  const { cycles = 'unique_edges' } = parameters(node.Parameters, ['cycles']);
  if (!isCycles(cycles)) {
    throw unsupported(`'cycles=${cycles}'`, node);
  }
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
  refuseWalks(pattern, values, node.WhereClause?.Condition);
  const row: Row = { ...context, input, sides: aliases(pattern) };
  const columns = columnsOf(node.ResultType, node);
  const list = values.map((value, index) => {
    const along = walked(pattern, value);
    const sql = along && `e${pattern.edges.indexOf(along.edge)}.${identifier(along.property)}`;
    return selected(sql === undefined ? expression(value, row) : { sql, type: 'dynamic' }, columns[index]!);
  });
  const from = [
    ...pattern.nodes.map((_, index) => `${plan.use(graph.nodes)} AS n${index}`),
    ...pattern.edges.map(
      (edge, index) => `${plan.use(steps(edge, { graph, pattern, cycles, values }, context))} AS e${index}`
    ),
  ];
  const tests = [
    ...pattern.edges.flatMap(({ from: a, to: b }, index) => [
      `e${index}."#from" = n${a}."#node"`,
      `e${index}."#to" = n${b}."#node"`,
    ]),
    ...withoutCycles(pattern, cycles),
    ...(node.WhereClause ? [condition(node.WhereClause.Condition, row)] : []),
  ];
  const where = tests.length > 0 ? ` WHERE ${tests.join(' AND ')}` : '';
  return plan.step(`SELECT ${list.join(', ')} FROM ${from.join(', ')}${where}`, columns);
};

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

/** Along several edges a property is an array of values; the analysis takes it for one, so it may stand alone only. */
function refuseWalks(pattern: Pattern, values: Expression[], where: Expression | undefined): void {
  const names = pattern.edges.filter(({ walk }) => walk).map(({ name }) => name);
  const rest = [...values.filter((value) => !walked(pattern, value)), ...(where ? [where] : [])];
  const used = rest
    .flatMap(descendants)
    .find((node) => is<NameReference>(node, 'NameReference') && names.includes(node.SimpleName));
  if (used) {
    throw unsupported('A calculation or a condition with an edge of variable length', used);
  }
}

/** What an edge of the pattern can be: `#from`, `#to`, the properties, the edges' numbers and the nodes between. */
function steps(
  edge: PatternEdge,
  { graph, pattern, cycles, values }: { graph: Graph; pattern: Pattern; cycles: Cycles; values: Expression[] },
  { plan }: Context
): Relation {
  const { columns } = graph.edges;
  const edges = plan.use(graph.edges);
  const turned = `SELECT * REPLACE ("#to" AS "#from", "#from" AS "#to") FROM ${edges}`;
  const single = {
    forward: `SELECT * FROM ${edges}`,
    backward: turned,
    any: `SELECT * FROM ${edges} UNION ALL ${turned} WHERE "#from" <> "#to"`,
  }[edge.direction];
  if (!edge.walk) {
    return plan.step(`SELECT *, ["#e"] AS "#edges" FROM (${single})`, columns);
  }
  const step = plan.step(single, columns);
  const properties = values.map((value) => walked(pattern, value)).filter((found) => found?.edge === edge);
  const read = columns.filter(({ name }) => properties.some((found) => found?.property === name));
  const lists = read.map(({ name, type }) => ({
    column: identifier(name),
    value: toDynamic({ sql: `s.${identifier(name)}`, type }),
  }));
  const arrays = lists.map(({ column }) => `, kql_array(${column}) AS ${column}`);
  const first = lists.map(({ column, value }) => `, [${value}] AS ${column}`).join('');
  const more = lists.map(({ column, value }) => `, list_append(w.${column}, ${value})`).join('');
  const [begins, goesOn] = {
    all: ['true', 'true'],
    unique_edges: ['true', 'NOT list_contains(w."#edges", s."#e")'],
    none: [
      's."#from" <> s."#to"',
      's."#to" <> w."#from" AND s."#to" <> w."#to" AND NOT list_contains(w."#inner", s."#to")',
    ],
  }[cycles] as [string, string];
  const name = plan.use(step);
  return plan.step(
    `WITH RECURSIVE walk AS (SELECT s."#from", s."#to", [s."#e"] AS "#edges", [s."#to"][2:] AS "#inner"${first}` +
      ` FROM ${name} AS s WHERE ${begins} UNION ALL SELECT w."#from", s."#to", list_append(w."#edges", s."#e"),` +
      ` list_append(w."#inner", w."#to")${more} FROM walk AS w, ${plan.use(step)} AS s` +
      ` WHERE s."#from" = w."#to" AND len(w."#edges") < ${edge.walk.most} AND ${goesOn})` +
      ` SELECT "#from", "#to", "#edges", "#inner"${arrays.join('')}` +
      ` FROM walk WHERE len("#edges") >= ${edge.walk.least}`,
    read.map((column) => ({ ...column, type: 'dynamic' }))
  );
}

/** No edge twice, or no node twice. */
function withoutCycles({ nodes, edges }: Pattern, cycles: Cycles): string[] {
  if (cycles === 'all' || edges.length === 0) {
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
