/** Columns that the functions of a row's place need before they can count: where counting begins anew, what has changed. */
import { condition, expression } from '../expressions/expression';
import type { Relation } from '../plan';
import type { Context, Row } from '../scalar';
import { scripted } from '../scripted/scripted';
import { descendants, elements, type Expression, type FunctionCall, is } from '../syntax';
import { rowOf } from './operator';
import { refuseUnordered } from './serialized';

const RESTART_AT: Record<string, number> = {
  row_number: 1,
  row_cumsum: 1,
  row_rank: 1,
  row_rank_dense: 1,
  row_rank_min: 1,
  row_window_session: 3,
};
const SESSION = 'row_window_session';
const RANKS = ['row_rank', 'row_rank_dense', 'row_rank_min'];

/** A row, and the order that its rows must be put back into. */
type Placed = Row & { input: Relation; back: string };

/** The row that expressions read, with a restart's columns behind its own where an expression needs them. */
export function rowWithPlaces(items: Expression[], input: Relation, context: Context): Placed {
  const calls = items.flatMap((item) => descendants(item)).filter((node) => needsPlaces(node));
  if (calls.length === 0) {
    return { ...rowOf(input, context), input, back: '' };
  }
  calls.forEach((call) => refuseUnordered(input, call));
  const { plan } = context;
  const row = rowOf(input, context);
  const columns = calls.flatMap((call, index) => [
    `row_number() OVER () AS "#n${index}"`,
    `(row_number() OVER () = 1 OR coalesce(${restartOf(call, row)}, false)) AS "#s${index}"`,
    ...(RANKS.includes(call.Name.SimpleName) ? [`${changeOf(call, row)} AS "#c${index}"`] : []),
    ...(call.Name.SimpleName === SESSION ? [`${momentOf(call, row)} AS "#m${index}"`] : []),
  ]);
  const marked = plan.step(`SELECT *, ${columns.join(', ')} FROM ${plan.use(input)}`, input.columns, true);
  const groups = calls.flatMap((call, index) => [
    `sum("#s${index}"::INTEGER) OVER (ORDER BY "#n${index}" ROWS UNBOUNDED PRECEDING) AS "#g${index}"`,
    ...(RANKS.includes(call.Name.SimpleName) ? [`("#s${index}" OR "#c${index}") AS "#d${index}"`] : []),
    ...(call.Name.SimpleName === SESSION ? [`${sessionsOf(index, plan.use(marked))} AS "#b${index}"`] : []),
  ]);
  const grouped = `SELECT *, ${groups.join(', ')} FROM ${plan.use(marked)} ORDER BY "#n0"`;
  const prepared = plan.step(grouped, input.columns, true);
  return {
    ...row,
    input: prepared,
    back: ' ORDER BY "#n0"',
    places: new Map(calls.map((call, index) => [call, String(index)])),
  };
}

function needsPlaces(node: Expression): node is FunctionCall {
  if (!is<FunctionCall>(node, 'FunctionCallExpression')) {
    return false;
  }
  const name = node.Name.SimpleName;
  const count = elements(node.ArgumentList.Expressions).length;
  return RANKS.includes(name) || name === SESSION || (RESTART_AT[name] !== undefined && count > RESTART_AT[name]);
}

function restartOf(call: FunctionCall, row: Row): string {
  const node = elements(call.ArgumentList.Expressions)[RESTART_AT[call.Name.SimpleName]!];
  return node ? condition(node, row) : 'false';
}

/** A row's time, how far a session may reach from its first row and from the row before, and whether one begins. */
function momentOf(call: FunctionCall, row: Row): string {
  const [time, longest, widest] = elements(call.ArgumentList.Expressions).map((node) => expression(node, row).sql);
  const texts = [time, longest, widest, `coalesce(${restartOf(call, row)}, false)`].map((sql) => `(${sql})::VARCHAR`);
  return `[${texts.join(', ')}]`;
}

/** The beginnings of all sessions are found in one walk through the rows; a row takes its own. */
function sessionsOf(index: number, rows: string): string {
  const walk = scripted(SESSION, `to_json(list("#m${index}" ORDER BY "#n${index}"))`);
  return `(SELECT from_json(${walk}, '["BIGINT"]') FROM ${rows})["#n${index}"]`;
}

function changeOf(call: FunctionCall, row: Row): string {
  const term = expression(elements(call.ArgumentList.Expressions)[0]!, row).sql;
  return `(${term} IS DISTINCT FROM lag(${term}) OVER ())`;
}
