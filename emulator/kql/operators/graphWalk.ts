/** What the edges of a pattern can be: single edges, or walks along several of them. */
import { toDynamic } from '../conversion';
import { identifier } from '../identifier';
import { type Graph, type Relation, unsupported } from '../plan';
import type { Context, GraphRow, Scalar } from '../scalar';
import type { ResultColumn } from '../schema';
import { children, descendants, elements, type Expression, type FunctionCall, is, type NameReference } from '../syntax';
import type { Pattern, PatternEdge } from './graphPattern';

export type Cycles = 'all' | 'none' | 'unique_edges';

/** A graph, with no more of its columns than are read along walks. */
export interface ReadGraph extends Graph {
  /** The fields of each edge, and of each node between edges. */
  step: ResultColumn[];
  inner: ResultColumn[] | undefined;
  /** `#in` and `#out` are columns of the nodes. */
  degrees: boolean;
}

export function readBy(parts: Expression[], graph: Graph, { plan }: Context): ReadGraph {
  const names = new Set(
    parts.flatMap(descendants).flatMap((node) => (is<NameReference>(node, 'NameReference') ? [node.SimpleName] : []))
  );
  const read = ({ columns }: Relation) => columns.filter(({ name }) => names.has(name));
  const degrees = names.has('node_degree_in') || names.has('node_degree_out');
  const count = (end: string) => `(SELECT ${end} AS i, count(*) AS c FROM ${plan.use(graph.edges)} GROUP BY 1)`;
  const nodes = degrees
    ? plan.step(
        `SELECT n.*, coalesce(a.c, 0) AS "#in", coalesce(b.c, 0) AS "#out" FROM ${plan.use(graph.nodes)} AS n` +
          ` LEFT JOIN ${count('"#to"')} AS a ON a.i = n."#node" LEFT JOIN ${count('"#from"')} AS b ON b.i = n."#node"`,
        graph.nodes.columns,
        false,
        true
      )
    : graph.nodes;
  return {
    ...graph,
    nodes,
    degrees,
    step: read(graph.edges),
    inner: names.has('inner_nodes') ? read(nodes) : undefined,
  };
}

export function graphRow({ nodes, edges }: Pattern, { edges: of, nodes: all, key }: ReadGraph): GraphRow {
  const walks = edges.flatMap(({ name, walk }, index) =>
    walk && name !== undefined ? [[name, { steps: `e${index}."#steps"`, inner: `e${index}."#nodes"` }] as const] : []
  );
  const places = nodes.flatMap((name, index) => (name === undefined ? [] : [[name, `n${index}.`] as const]));
  return { walks: Object.fromEntries(walks), places: Object.fromEntries(places), edges: of, nodes: all, key };
}

/** A property along the edges of a walk, as an array. */
export function alongWalk(edge: number, property: string, { edges }: Graph): Scalar {
  const { type } = edges.columns.find(({ name }) => name === property)!;
  const value = toDynamic({ sql: `along.${identifier(property)}`, type });
  return { sql: `kql_array(list_transform(e${edge}."#steps", lambda along: ${value}))`, type: 'dynamic' };
}

const ALONG = ['all', 'any', 'map'];

/** Along several edges a property is an array of values; the analysis takes it for one, so it may stand alone only. */
export function refuseWalks({ edges }: Pattern, parts: Expression[]): void {
  const names = edges.filter(({ walk }) => walk).map(({ name }) => name);
  const visit = (node: Expression): void => {
    if (is<NameReference>(node, 'NameReference') && names.includes(node.SimpleName)) {
      throw unsupported('A calculation or a condition with an edge of variable length', node);
    }
    const call =
      is<FunctionCall>(node, 'FunctionCallExpression') && ALONG.includes(node.Name.SimpleName) ? node : undefined;
    (call ? elements(call.ArgumentList.Expressions).slice(1) : children(node)).forEach(visit);
  };
  parts.forEach(visit);
}

/** A struct of columns that are named as SQL writes them. */
const struct = (alias: string, columns: string[]) =>
  `struct_pack(${columns.map((column) => `${column} := ${alias}.${column}`).join(', ')})`;

const named = (columns: ResultColumn[]) => columns.map(({ name }) => identifier(name));

/** Gives `#from`, `#to` and `#edges` (numbers); a walk also `#inner` (nodes), `#steps` and `#nodes` (structs). */
export function steps(edge: PatternEdge, graph: ReadGraph, cycles: Cycles, { plan }: Context): Relation {
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
  const fields = struct('s', ['"#e"', ...named(graph.step)]);
  const ofNodes = ['"#node"', ...(graph.degrees ? ['"#in"', '"#out"'] : []), ...named(graph.inner ?? [])];
  const target = graph.inner ? struct('n', ofNodes) : 'NULL';
  const nodes = graph.inner ? ` JOIN ${plan.use(graph.nodes)} AS n ON n."#node" = s."#to"` : '';
  const step = plan.step(
    `SELECT s."#from", s."#to", s."#e", ${fields} AS "#step", ${target} AS "#target" FROM (${single}) AS s${nodes}`,
    []
  );
  const [begins, goesOn] = {
    all: ['true', 'true'],
    unique_edges: ['true', 'NOT list_contains(w."#edges", s."#e")'],
    none: [
      's."#from" <> s."#to"',
      's."#to" <> w."#from" AND s."#to" <> w."#to" AND NOT list_contains(w."#inner", s."#to")',
    ],
  }[cycles] as [string, string];
  return plan.step(
    `WITH RECURSIVE walk AS (SELECT s."#from", s."#to", [s."#e"] AS "#edges", [s."#to"][2:] AS "#inner",` +
      ` [s."#step"] AS "#steps", [s."#target"][2:] AS "#nodes", s."#target" FROM ${plan.use(step)} AS s WHERE ${begins}` +
      ` UNION ALL SELECT w."#from", s."#to", list_append(w."#edges", s."#e"), list_append(w."#inner", w."#to"),` +
      ` list_append(w."#steps", s."#step"), list_append(w."#nodes", w."#target"), s."#target"` +
      ` FROM walk AS w, ${plan.use(step)} AS s` +
      ` WHERE s."#from" = w."#to" AND len(w."#edges") < ${edge.walk.most} AND ${goesOn})` +
      ` SELECT * FROM walk WHERE len("#edges") >= ${edge.walk.least}`,
    []
  );
}
