import type { Relation } from './plan';
import type { Scalar } from './scalar';

/** Rows, and the first of their columns that a value reads. */
export interface RowRead {
  input: Relation;
  column: string;
}

/**
 * What a name declared by `let`, or a function's parameter, stands for. `row` is what a value reads of a row;
 * `view` are the rows of a function that wildcards find.
 */
export type Binding =
  | { kind: 'scalar'; scalar: () => Scalar; row?: RowRead | undefined }
  | { kind: 'table'; relation: () => Relation }
  | { kind: 'function'; scope: Scope; view?: (() => Relation) | undefined };

/** Names by lexical scope. Values are thunks: what a query declares and never uses is never translated. */
export class Scope {
  readonly #names = new Map<string, Binding>();

  constructor(readonly outer?: Scope) {}

  declare(name: string, binding: Binding): void {
    this.#names.set(name, binding);
  }

  /** The names declared so far: later declarations do not reach it. */
  snapshot(): Scope {
    const copy = new Scope(this.outer);
    for (const [name, binding] of this.#names) {
      copy.declare(name, binding);
    }
    return copy;
  }

  /** The views in sight, by their names. */
  views(): Map<string, () => Relation> {
    const found = this.outer?.views() ?? new Map<string, () => Relation>();
    for (const [name, binding] of this.#names) {
      found.delete(name);
      if (binding.kind === 'function' && binding.view) {
        found.set(name, binding.view);
      }
    }
    return found;
  }

  find(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.outer?.find(name);
  }
}

/** Computes a value at its first use. */
export function once<T>(compute: () => T): () => T {
  let value: { it: T } | undefined;
  return () => (value ??= { it: compute() }).it;
}
