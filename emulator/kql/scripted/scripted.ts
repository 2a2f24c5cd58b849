/**
 * Functions that no SQL expression gives exactly, written in TypeScript and registered in DuckDB as `kql_js_<name>`.
 * Values travel as text: a dynamic as its JSON, a number as its digits, null as null.
 */
import { type DuckDBConnection, DuckDBScalarFunction, VARCHAR } from '@duckdb/node-api';

/** One row's arguments in, the result out. It must not throw: what cannot be computed is null. */
export type Scripted = (...args: (string | null)[]) => string | null;

/** A scripted function of texts, null as soon as one of them is. */
export function ofKnown(write: (...texts: string[]) => string | null): Scripted {
  return (...args) => (args.some((arg) => arg === null) ? null : write(...(args as string[])));
}

/** Runs `parse` on JSON text; null for null and for what is no JSON. */
export function fromJson(json: string | null): unknown {
  try {
    return json === null ? null : JSON.parse(json);
  } catch {
    return null;
  }
}

/** Makes each function known to the whole instance; registering again replaces it. */
export function registerScripted(connection: DuckDBConnection, functions: Record<string, Scripted>): void {
  for (const [name, compute] of Object.entries(functions)) {
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name: `kql_js_${name}`,
        varArgsType: VARCHAR,
        returnType: VARCHAR,
        specialHandling: true,
        mainFunction: (_, input, output) => {
          const columns = Array.from({ length: input.columnCount }, (__, index) => input.getColumnVector(index));
          for (let row = 0; row < input.rowCount; row++) {
            output.setItem(row, compute(...columns.map((column) => column.getItem(row) as string | null)));
          }
          output.flush();
        },
      })
    );
  }
}

/** SQL that calls a scripted function. */
export function scripted(name: string, ...args: string[]): string {
  return `kql_js_${name}(${args.map((arg) => `(${arg})::VARCHAR`).join(', ')})`;
}
