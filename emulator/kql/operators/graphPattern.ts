/** The pattern of a `graph-match`: its nodes, and the edges between them. */
import { toArray } from '../kusto';
import { unsupported } from '../plan';
import { elements, is, type SyntaxNode } from '../syntax';
import type { GraphMatchOperator, GraphPatternEdge, GraphPatternNode } from './graphSyntax';

/** One edge of a pattern; `walk` says how many edges in a row it stands for. */
export interface PatternEdge {
  name: string | undefined;
  from: number;
  to: number;
  direction: 'forward' | 'backward' | 'any';
  walk: { least: number; most: number } | undefined;
}

export interface Pattern {
  /** The names of the nodes; one without a name is undefined. */
  nodes: (string | undefined)[];
  edges: PatternEdge[];
}

export function patternOf(node: GraphMatchOperator): Pattern {
  const pattern: Pattern = { nodes: [], edges: [] };
  for (const sequence of elements(node.Patterns)) {
    let open: { edge: GraphPatternEdge; from: number } | undefined;
    let last = -1;
    for (const part of toArray(sequence.PatternElements)) {
      if (is<GraphPatternEdge>(part, 'GraphMatchPatternEdge')) {
        open = { edge: part, from: last };
        continue;
      }
      last = nodePlace(pattern, part);
      if (open) {
        pattern.edges.push(edgeOf(open.edge, open.from, last));
      }
    }
  }
  refuseOdd(pattern, node);
  return pattern;
}

function nodePlace({ nodes }: Pattern, part: GraphPatternNode): number {
  const name = part.Name?.SimpleName;
  const known = name === undefined ? -1 : nodes.indexOf(name);
  return known >= 0 ? known : nodes.push(name) - 1;
}

function edgeOf(node: GraphPatternEdge, from: number, to: number): PatternEdge {
  const [left, right] = [node.FirstToken.Text.startsWith('<'), (node.LastToken ?? node.FirstToken).Text.endsWith('>')];
  const direction = left === right ? 'any' : right ? 'forward' : 'backward';
  return { name: node.Name?.SimpleName, from, to, direction, walk: walkOf(node) };
}

function walkOf(node: GraphPatternEdge): PatternEdge['walk'] {
  if (!node.Range) {
    return undefined;
  }
  const [least, most] = [node.Range.RangeStart, node.Range.RangeEnd].map((end) => Number(end?.toString().trim()));
  if (!Number.isInteger(least) || !Number.isInteger(most) || least! < 1 || most! < least!) {
    throw unsupported(`The length '${node.Range.toString().trim()}' of an edge`, node);
  }
  return { least: least!, most: most! };
}

/** Every name once, and every node reached from every other one. */
function refuseOdd({ nodes, edges }: Pattern, node: SyntaxNode): void {
  const names = [...nodes, ...edges.map(({ name }) => name)].filter((name) => name !== undefined);
  if (new Set(names).size < names.length) {
    throw unsupported('A pattern with two edges of one name, or with a node and an edge of one name', node);
  }
  const reached = new Set([0]);
  for (let size = 0; size < reached.size;) {
    size = reached.size;
    for (const { from, to } of edges.filter((edge) => reached.has(edge.from) || reached.has(edge.to))) {
      reached.add(from).add(to);
    }
  }
  if (reached.size < nodes.length) {
    throw unsupported('A pattern of parts that share no node', node);
  }
}
