import { AGGREGATES } from '../aggregates';
import { FUNCTIONS } from '../functions';
import type { Arguments } from '../functions/call';
import { openCall } from '../inline';
import { kustoType, unsupported } from '../plan';
import type { Row, Scalar } from '../scalar';
import { GRAPH_CALLS } from './graphCalls';
import { outsideOfLambdas } from './outside';
import { elements, type Expression, type FunctionCall } from '../syntax';

type Translate = (node: Expression, row: Row) => Scalar;

/** Functions that look at the columns of a table; no row of it is read. */
const OF_TABLES = ['column_names_of'];

/** A call of a user's function, an aggregate (where one may stand) or a built-in function. */
export function functionCall(node: FunctionCall, row: Row, translate: Translate): Scalar {
  const inner = { ...row, filter: false };
  const opened = openCall(node, inner, translate);
  if (opened) {
    return translate(opened.body, { ...inner, scope: opened.scope });
  }
  const name = node.Name.SimpleName;
  const type = kustoType(node.ResultType);
  const nodes = elements(node.ArgumentList.Expressions);
  const aggregate = row.aggregating ? AGGREGATES[name] : undefined;
  if (aggregate) {
    const args = nodes.map((item) => translate(item, { ...inner, aggregating: false }));
    return { sql: everyArgument(args, node, (all) => aggregate(all, { type, node, row: inner })), type };
  }
  const ofGraph = row.graph && GRAPH_CALLS[name];
  if (ofGraph) {
    return ofGraph(node, { ...inner, graph: row.graph! }, translate);
  }
  const builtIn = FUNCTIONS[name];
  if (!builtIn) {
    throw unsupported(`The function '${name}'`, node);
  }
  const args = OF_TABLES.includes(name) ? [] : nodes.map((item) => translate(item, inner));
  const written = (all: Scalar[]) => everyArgument(all, node, (each) => builtIn(each, { type, node, row: inner }));
  const result = written(args);
  if (typeof result !== 'string') {
    return result;
  }
  return { sql: outsideOfLambdas(result, args, node.TextStart, (all) => written(all) as string), type };
}

/** Refuses an argument that the function has not looked at: to leave it out would be a wrong answer. */
function everyArgument<T>(args: Scalar[], node: FunctionCall, write: (args: Arguments) => T): T {
  const read = new Set<string>();
  const watched = new Proxy(args, {
    get: (target, key) => {
      read.add(String(key));
      return Reflect.get(target, key) as unknown;
    },
  }) as Arguments;
  const result = write(watched);
  const ignored = args.findIndex((_, index) => !read.has(String(index)));
  if (ignored >= 0) {
    throw unsupported(`Argument ${ignored + 1} of '${node.Name.SimpleName}'`, node);
  }
  return result;
}
