import type { Cell, HuntResult, ResultColumn } from '../../kql/engine';

/** Writes a column's member of a row, key and value. */
export type MemberWriter = (cell: Cell) => string;

/** The body of an answer piece by piece: its head, up to the bracket that opens the rows, and then a row at a time. */
export function* writeAnswer(
  head: string,
  { columns, rows }: HuntResult,
  writerOf: (column: ResultColumn) => MemberWriter
): Generator<string> {
  yield head;
  const writers = columns.map(writerOf);
  let comma = '';
  for (const row of rows) {
    yield `${comma}{${writers.map((write, i) => write(row[i] ?? null)).join(',')}}`;
    comma = ',';
  }
  yield ']}';
}
