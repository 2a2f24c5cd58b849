/** The components of a graph: nodes that edges connect, in any direction (weak) or in both (strong). */
import { rawItems } from './rawJson';
import { ofKnown, type Scripted } from './scripted';

/** For each node the places of those that it has edges to. */
type Neighbors = number[][];

function reached(from: number, neighbors: Neighbors, seen: boolean[], leave: (place: number) => void): void {
  const open: [place: number, next: number][] = [[from, 0]];
  seen[from] = true;
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const next = neighbors[top[0]]![top[1]++];
    if (next === undefined) {
      leave(top[0]);
      open.pop();
    } else if (!seen[next]) {
      seen[next] = true;
      open.push([next, 0]);
    }
  }
}

/** Nodes in the order in which a walk through the graph is done with them. */
function done(neighbors: Neighbors): number[] {
  const [seen, order]: [boolean[], number[]] = [[], []];
  neighbors.forEach((_, place) => {
    if (!seen[place]) {
      reached(place, neighbors, seen, (left) => order.push(left));
    }
  });
  return order;
}

/** Numbers the components in the order of their first nodes. */
function numbered(roots: number[]): number[] {
  const numbers = new Map<number, number>();
  return roots.map((root) => {
    numbers.set(root, numbers.get(root) ?? numbers.size);
    return numbers.get(root)!;
  });
}

function components(count: number, edges: [from: number, to: number][], strong: boolean): number[] {
  const [forward, backward] = [0, 1].map((): Neighbors => Array.from({ length: count }, () => []));
  for (const [from, to] of edges) {
    forward![from]!.push(to);
    (strong ? backward! : forward!)[to]!.push(from);
  }
  const roots: number[] = [];
  const seen: boolean[] = [];
  // Backward from the node that was done last, only those are reached that it reaches too.
  for (const root of strong ? done(forward!).reverse() : forward!.keys()) {
    if (!seen[root]) {
      reached(root, strong ? backward! : forward!, seen, (left) => (roots[left] = root));
    }
  }
  return numbered(roots);
}

export const COMPONENTS: Record<string, Scripted> = {
  /** Of a list of nodes and a list of edges, pairs of nodes: the component's number of each node. */
  components: ofKnown((nodes, edges, kind) => {
    const names = rawItems(nodes!) ?? [];
    const places = new Map(names.map((name, place) => [name, place]));
    const pairs = (rawItems(edges!) ?? []).map((pair): [number, number] => {
      const [from, to] = (rawItems(pair) ?? []).map((name) => places.get(name)!);
      return [from!, to!];
    });
    return JSON.stringify(components(names.length, pairs, kind === 'strong'));
  }),
};
