/** DuckDB allows no subquery inside of a lambda, which is where some functions use their arguments. */
import { MACROS } from '../macros';
import type { Scalar } from '../scalar';

/** The macros whose text, or that of a macro in it, matches. */
function macrosWith(pattern: RegExp): Set<string> {
  const found = new Set<string>();
  for (const [head, body] of Object.entries(MACROS)) {
    if (pattern.test(body) || calls(body).some((name) => found.has(name))) {
      found.add(head.slice(0, head.indexOf('(')));
    }
  }
  return found;
}

const calls = (sql: string) => sql.match(/kql_\w+/g) ?? [];
const LAMBDA = /\blambda\b/;
const SUBQUERY = /\bSELECT\b/;
const [withLambda, withSubquery] = [macrosWith(LAMBDA), macrosWith(SUBQUERY)];

/**
 * `sql` is what `write` gives for `args`. Where a lambda of it might get a subquery, as `toscalar` makes one, that argument
 * is computed in front of the function: `list_transform([{'a0': (SELECT …)}], lambda outside: f(outside.a0, …))[1]`.
 */
export function outsideOfLambdas(
  sql: string,
  args: readonly Scalar[],
  place: number,
  write: (args: Scalar[]) => string
): string {
  const nested = args.filter((arg) => SUBQUERY.test(arg.sql));
  if (nested.length === 0 || !(LAMBDA.test(sql) || calls(sql).some((name) => withLambda.has(name)))) {
    return sql;
  }
  const name = `outside_${place}`;
  const body = write(
    args.map((arg) => (nested.includes(arg) ? { ...arg, sql: `${name}.a${nested.indexOf(arg)}` } : arg))
  );
  if (SUBQUERY.test(body) || calls(body).some((macro) => withSubquery.has(macro))) {
    return sql;
  }
  const fields = nested.map((arg, index) => `'a${index}': ${arg.sql}`);
  return `list_transform([{${fields.join(', ')}}], lambda ${name}: ${body})[1]`;
}
