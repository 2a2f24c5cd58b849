import type { Relation } from './plan';
import type { Scalar } from './scalar';

/** What a name declared by `let`, or a function's parameter, stands for. */
export type Binding =
  | { kind: 'scalar'; scalar: () => Scalar }
  | { kind: 'table'; relation: () => Relation }
  | { kind: 'function'; scope: Scope };

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

  find(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.outer?.find(name);
  }
}

/** Computes a value at its first use. */
export function once<T>(compute: () => T): () => T {
  let value: { it: T } | undefined;
  return () => (value ??= { it: compute() }).it;
}
