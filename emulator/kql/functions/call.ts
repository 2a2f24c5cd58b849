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

/**
 * The arguments of a call. The analysis has checked their number, so those that a function needs are there; those that
 * it declares optional may be undefined and are tested for.
 */
export type Arguments = [Scalar, Scalar, Scalar, Scalar, ...Scalar[]];

/** Writes the SQL of one call; a string result is never NULL. */
export type ScalarFunction = (args: Arguments, call: Call) => string | Scalar;

/** A function of texts: dynamic arguments are read as text. */
export function ofText(write: (...texts: string[]) => string): ScalarFunction {
  return (args) => write(...args.map(toText));
}

/** A function of numbers as DuckDB doubles. */
export function ofReal(write: (...numbers: string[]) => string): ScalarFunction {
  return (args) => write(...args.map((arg) => convert(arg, 'real')));
}

/** An argument that must be spelled in the query, e.g. a part name. */
export function spelled(args: readonly Scalar[], index: number, call: Call): string {
  const value = args[index] && constantText(args[index]);
  if (value === undefined) {
    throw unsupported(`A computed argument ${index + 1} of '${call.node.Name.SimpleName}'`, call.node);
  }
  return value;
}
