/** `make-graph` and `graph-to-table`: a graph is a step of edges and a step of nodes, both kept under numbers. */
import { identifier } from '../identifier';
import { toArray } from '../kusto';
import { hashed } from '../functions/encodings';
import { columnsOf, type Graph, type Relation, unsupported } from '../plan';
import type { Context } from '../scalar';
import type { KustoType } from '../schema';
import { elements, hasKind, type SyntaxNode } from '../syntax';
import type { GraphToTableOperator, MakeGraphOperator, NodesClause } from './graphSyntax';
import { columnList, emptyValue, type OperatorTranslation } from './operator';

export const makeGraph: OperatorTranslation<MakeGraphOperator> = (node, input, context) => {
  const [parameter] = toArray(node.Parameters!);
  const refused = parameter ?? node.PartitionedByClause;
  if (refused) {
    throw unsupported(`'${refused.toString().trim()}' of make-graph`, refused);
  }
  if (node.DirectionToken.Text !== '-->') {
    throw unsupported(`The direction '${node.DirectionToken.Text}' of make-graph`, node);
  }
  const [from, to] = [node.SourceColumn, node.TargetColumn].map(({ SimpleName }) => SimpleName) as [string, string];
  const types = [from, to].map((name) => input.columns.find((column) => column.name === name)?.type);
  if (types[0] === undefined || types[0] !== types[1] || types[0] === 'dynamic') {
    throw unsupported('A graph whose edges have ends of different types or of type dynamic', node);
  }
  const { plan } = context;
  const edges = plan.step(
    `SELECT *, row_number() OVER () AS "#e", ${identifier(from)} AS "#from", ${identifier(to)} AS "#to"` +
      ` FROM ${plan.use(input)}`,
    input.columns,
    false,
    true
  );
  const nodes = graphNodes(node.WithClause, { edges, type: types[0] }, context);
  return { ...edges, graph: { edges, nodes, key: types[0] } };
};

/** The nodes of the clause, and those that only an edge names: these have no properties but their name. */
function graphNodes(
  clause: NodesClause | null,
  { edges, type }: { edges: Relation; type: KustoType },
  context: Context
): Relation {
  const { plan } = context;
  const named = `SELECT "#from" AS i FROM ${plan.use(edges)} UNION SELECT "#to" FROM ${plan.use(edges)}`;
  if (!clause) {
    return plan.step(`SELECT i AS "#node" FROM (${named})`, [], false, true);
  }
  if (hasKind(clause, 'MakeGraphWithImplicitIdClause')) {
    const name = clause.Name.SimpleName;
    const sql = `SELECT i AS "#node", i AS ${identifier(name)} FROM (${named})`;
    return plan.step(sql, [{ name, type }], false, true);
  }
  const [table, another] = elements(clause.TablesAndKeys);
  if (!table || another) {
    throw unsupported('A graph whose nodes come from several tables', clause);
  }
  const rows = context.tabular(table.Table, context);
  const key = table.Column.SimpleName;
  if (rows.columns.find(({ name }) => name === key)?.type !== type) {
    throw unsupported('A graph whose nodes have another type than the ends of its edges', clause);
  }
  const id = identifier(key);
  // Of several rows for one node any may be taken; to order them by all columns makes it the same in every run.
  const own = `SELECT DISTINCT ON (${id}) * FROM ${plan.use(rows)} ORDER BY ${id}, ${columnList(rows.columns)}`;
  const without = rows.columns.map((column) => (column.name === key ? `i AS ${id}` : emptyValue(column)));
  return plan.step(
    `SELECT ${id} AS "#node", ${columnList(rows.columns)} FROM (${own}) UNION ALL SELECT i, ${without.join(', ')}` +
      ` FROM (${named}) WHERE i NOT IN (SELECT ${id} FROM ${plan.use(rows)} WHERE ${id} IS NOT NULL)`,
    rows.columns,
    false,
    true
  );
}

/** The graph that an operator reads. */
export function graphOf(input: Relation, node: SyntaxNode): Graph {
  if (!input.graph) {
    throw unsupported('An operator of graphs behind rows', node);
  }
  return input.graph;
}

/** The numbers of nodes that a table can show: the hashes of what names them. */
const IDS: Record<string, string> = { with_node_id: '"#node"', with_source_id: '"#from"', with_target_id: '"#to"' };

export const graphToTable: OperatorTranslation<GraphToTableOperator> = (node, input, { plan }) => {
  const [output, another] = elements(node.OutputClause);
  if (!output || another || output.AsClause) {
    throw unsupported('More than the nodes or the edges alone from graph-to-table', node);
  }
  const graph = graphOf(input, node);
  const rows = output.EntityKeyword.Text === 'nodes' ? graph.nodes : graph.edges;
  const ids = toArray(output.Parameters).map(({ Name }) => IDS[Name.SimpleName]!);
  const columns = columnsOf(node.ResultType, node);
  if (columns.length !== ids.length + rows.columns.length || columns.length === 0) {
    throw unsupported('A table of nodes that have no properties', node);
  }
  const cells = [
    ...ids.map((sql) => `${hashed({ sql, type: graph.key }, node)}::BIGINT`),
    ...rows.columns.map(({ name }) => identifier(name)),
  ];
  const list = cells.map((cell, index) => `${cell} AS ${identifier(columns[index]!.name)}`);
  return plan.step(`SELECT ${list.join(', ')} FROM ${plan.use(rows)}`, columns);
};
