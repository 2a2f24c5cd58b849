import { KqlError } from '../error';
import type { Relation } from '../plan';
import type { FunctionCall } from '../syntax';

/** Functions that look at other rows ask for rows in an order: those of `sort`, `top` or `serialize`. */
export function refuseUnordered(input: Relation | undefined, { Name, TextStart, Width }: FunctionCall): void {
  if (input && !input.sorted) {
    const message = `Function '${Name.SimpleName}' cannot be invoked in current context. Details: the row set must be serialized`;
    throw new KqlError('semantic', message, TextStart, Width);
  }
}
