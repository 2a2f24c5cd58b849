import { refusalSql } from '../error';
import { unsupported } from '../plan';
import { matched } from './graphMatch';
import type { GraphMatchOperator } from './graphSyntax';
import { type OperatorTranslation, parameters } from './operator';

const OUTPUTS = ['any', 'all'];
const ROUND = 'A shortest path that ends where it starts';

/** `graph-shortest-paths`: of the walks from one node to another the shortest, or all of its length. */
export const graphShortestPaths: OperatorTranslation<GraphMatchOperator> = (node, input, context) => {
  const { output = 'any' } = parameters(node.Parameters, ['output']);
  if (!OUTPUTS.includes(output)) {
    throw unsupported(`'output=${output}' of graph-shortest-paths`, node);
  }
  const { pattern, sql, columns } = matched(node, input, 'unique_edges', context);
  const [edge, another] = pattern.edges;
  // Whether a longer way over the same nodes may stand for a short one that is too short is not published.
  if (!edge?.walk || another || edge.walk.least > 1 || edge.from === edge.to) {
    throw unsupported('A pattern other than one edge of variable length from 1 on in graph-shortest-paths', node);
  }
  const ends = `PARTITION BY e0."#from", e0."#to"`;
  const length = 'len(e0."#edges")';
  const chosen =
    output === 'all'
      ? `${length} = min(${length}) OVER (${ends})`
      : `row_number() OVER (${ends} ORDER BY ${length}, e0."#edges") = 1`;
  const round = `CASE WHEN e0."#from" = e0."#to" THEN ${refusalSql(ROUND)}::BOOLEAN ELSE ${chosen} END`;
  return context.plan.step(`${sql} QUALIFY ${round}`, columns);
};
