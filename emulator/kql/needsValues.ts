/**
 * Thrown where a test is far cheaper with values that only the data knows (`has_any` over a table): `sql` finds them out
 * as one column of texts. The query is then translated again, with the answer kept under `key`.
 */
export class NeedsValues extends Error {
  override readonly name = 'NeedsValues';

  constructor(
    readonly sql: string,
    readonly key: string
  ) {
    super('A test of this query depends on its data.');
  }
}
