/** The functions that stand in a `graph-match` only: they look along an edge of variable length, or at a node. */
import { toDynamic, toText } from '../conversion';
import { unsupported } from '../plan';
import type { GraphRow, GraphWalk, Row, Scalar } from '../scalar';
import type { ResultColumn } from '../schema';
import { elements, type Expression, type FunctionCall, is, type NameReference } from '../syntax';

type Translate = (node: Expression, row: Row) => Scalar;

/** A row that stands in a `graph-match`. */
type Matched = Row & { graph: GraphRow };

export type GraphCall = (node: FunctionCall, row: Matched, translate: Translate) => Scalar;

/** What lies along an edge: a list of structs and the columns that they have as fields. */
interface Along {
  list: string;
  columns: ResultColumn[];
  /** Whether these are nodes, which the functions of nodes then read without an argument. */
  ofNodes: boolean;
}

/** What the first argument can be a call of, in place of the edge itself. */
export const ALONG: Record<string, (walk: GraphWalk, graph: GraphRow) => Along> = {
  inner_nodes: ({ inner }, { nodes }) => ({ list: inner, columns: nodes.columns, ofNodes: true }),
};

const nameOf = (node: Expression | undefined) =>
  node && is<NameReference>(node, 'NameReference') ? node.SimpleName : undefined;

function along(node: FunctionCall, { graph }: Matched): Along {
  const [first] = elements(node.ArgumentList.Expressions);
  const call = first && is<FunctionCall>(first, 'FunctionCallExpression') ? first : undefined;
  const scope = call && ALONG[call.Name.SimpleName];
  const name = nameOf(call ? elements(call.ArgumentList.Expressions)[0] : first);
  const walk = name === undefined ? undefined : graph.walks[name];
  if (!walk || (call && !scope)) {
    throw unsupported(`'${node.Name.SimpleName}' of what is no edge of variable length`, node);
  }
  return scope ? scope(walk, graph) : { list: walk.steps, columns: graph.edges.columns, ofNodes: false };
}

/** The second argument for each edge or node: SQL of a list of `write` of it. */
function forEach(node: FunctionCall, row: Matched, translate: Translate, write: (value: Scalar) => string): string {
  const { list, columns, ofNodes } = along(node, row);
  const name = `along_${node.TextStart}`;
  const value = translate(elements(node.ArgumentList.Expressions)[1]!, {
    ...row,
    filter: false,
    input: { ...row.graph.edges, columns },
    alias: `${name}.`,
    graph: { ...row.graph, node: ofNodes ? `${name}.` : undefined },
  });
  if (/\bSELECT\b/.test(value.sql)) {
    throw unsupported(`A subquery inside of '${node.Name.SimpleName}'`, node);
  }
  return `list_transform(${list}, lambda ${name}: ${write(value)})`;
}

const truth = ({ sql }: Scalar) => `coalesce(${sql}, false)`;

/** A column of the node that is named, or of the inner node that a function looks at. */
function ofNode(node: FunctionCall, { graph }: Matched, column: string): string {
  const [first] = elements(node.ArgumentList.Expressions);
  const name = nameOf(first);
  const alias = first ? (name === undefined ? undefined : graph.places[name]) : graph.node;
  if (alias === undefined) {
    throw unsupported(`'${node.Name.SimpleName}' of what is no node`, node);
  }
  return alias + column;
}

export const GRAPH_CALLS: Record<string, GraphCall> = {
  map: (node, row, translate) => ({
    sql: `kql_array(${forEach(node, row, translate, (value) => `coalesce(${toDynamic(value)}, 'null')`)})`,
    type: 'dynamic',
  }),
  all: (node, row, translate) => ({
    sql: `coalesce(list_bool_and(${forEach(node, row, translate, truth)}), true)`,
    type: 'bool',
  }),
  any: (node, row, translate) => ({
    sql: `coalesce(list_bool_or(${forEach(node, row, translate, truth)}), false)`,
    type: 'bool',
  }),
  node_degree_in: (node, row) => ({ sql: ofNode(node, row, '"#in"'), type: 'long' }),
  node_degree_out: (node, row) => ({ sql: ofNode(node, row, '"#out"'), type: 'long' }),
  node_id: (node, row) => ({
    sql: toText({ sql: ofNode(node, row, '"#node"'), type: row.graph.key }),
    type: 'string',
  }),
};
