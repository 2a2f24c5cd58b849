/**
 * Thrown where the columns of a step depend on the data (`evaluate pivot`, `evaluate bag_unpack`). `sql` finds them
 * out: rows of (name, type). The query is then translated again with `schema(rows)` inserted at `position`.
 */
export class NeedsSchema extends Error {
  override readonly name = 'NeedsSchema';

  constructor(
    readonly sql: string,
    readonly position: number,
    readonly schema: (columns: [name: string, type: string][]) => string
  ) {
    super('The columns of this query depend on its data.');
  }
}
