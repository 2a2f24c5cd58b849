import { toDynamic } from '../conversion';
import { identifier } from '../identifier';
import { unsupported } from '../plan';
import { textLiteral } from '../scalar';
import { scripted } from '../scripted/scripted';
import { graphOf } from './graph';
import { type OperatorTranslation, parameters } from './operator';

const KINDS = ['weak', 'strong'];

/** `graph-mark-components`: each node gets the number of its component. The numbers follow the order of the nodes. */
export const graphMarkComponents: OperatorTranslation = (node, input, { plan }) => {
  const known = parameters(node.Parameters, ['kind', 'with_component_id']);
  const { kind = 'weak', with_component_id: name = 'ComponentId' } = known;
  const graph = graphOf(input, node);
  if (!KINDS.includes(kind)) {
    throw unsupported(`'kind=${kind}' of graph-mark-components`, node);
  }
  if (graph.nodes.columns.some((column) => column.name === name)) {
    throw unsupported(`A component's number under the name '${name}', which nodes have already`, node);
  }
  const key = (sql: string) => toDynamic({ sql, type: graph.key });
  const all = `(SELECT kql_array(list(${key('"#node"')} ORDER BY "#node")) FROM ${plan.use(graph.nodes)})`;
  const pair = `'[' || ${key('"#from"')} || ',' || ${key('"#to"')} || ']'`;
  const pairs = `(SELECT kql_array(list(${pair})) FROM ${plan.use(graph.edges)} WHERE ${pair} IS NOT NULL)`;
  const found = plan.step(`SELECT kql_items(${scripted('components', all, pairs, textLiteral(kind))}) AS c`, []);
  const nodes = plan.step(
    `SELECT n.*, f.c[row_number() OVER (ORDER BY "#node")]::BIGINT AS ${identifier(name)}` +
      ` FROM ${plan.use(graph.nodes)} AS n, ${plan.use(found)} AS f`,
    [...graph.nodes.columns, { name, type: 'long' }],
    false,
    true
  );
  return { ...input, graph: { ...graph, nodes } };
};
