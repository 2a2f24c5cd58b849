import { convert, toText } from '../conversion';
import { unsupported } from '../plan';
import { constantText, type Row, type Scalar } from '../scalar';
import type { KustoType } from '../schema';
import type { FunctionCall } from '../syntax';

/** What a function needs besides its arguments: the type that the analysis gives the result, and where it stands. */
export interface Call {
  type: KustoType;
  node: FunctionCall;
  row: Row;
}

/** Writes the SQL of one call; a string result is never NULL. The analysis has checked the number of arguments. */
export type ScalarFunction = (args: Scalar[], call: Call) => string | Scalar;

/** A function of texts: dynamic arguments are read as text. */
export function ofText(write: (...texts: string[]) => string): ScalarFunction {
  return (args) => write(...args.map(toText));
}

/** A function of numbers as DuckDB doubles. */
export function ofReal(write: (...numbers: string[]) => string): ScalarFunction {
  return (args) => write(...args.map((arg) => convert(arg, 'real')));
}

/** An argument that must be spelled in the query, e.g. a part name. */
export function spelled(args: Scalar[], index: number, call: Call): string {
  const value = args[index] && constantText(args[index]);
  if (value === undefined) {
    throw unsupported(`A computed argument ${index + 1} of '${call.node.Name.SimpleName}'`, call.node);
  }
  return value;
}
