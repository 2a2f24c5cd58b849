import type { Edit } from '../kql/hints/hint';

/** What the buttons around the box for the KQL can do with it, Monaco or a plain text box alike. */
export interface Box {
  text(): string;
  /** What is selected; '' where nothing is. */
  selection(): string;
  /** The caret, in UTF-16 units. */
  caret(): number;
  /** Gives the box the keyboard, with the caret at a place that is brought into sight. */
  focus(caret: number): void;
  /** Changes the text so that one undo takes it back. */
  edit(edits: readonly Edit[]): void;
  toggleComment(): void;
}

/** The edit that makes one text of another, as small as it can be, so that the caret stays where it is. */
export function difference(before: string, after: string): Edit[] {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) {
    start++;
  }
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - start && before.at(-1 - tail) === after.at(-1 - tail)) {
    tail++;
  }
  const [end, text] = [before.length - tail, after.slice(start, after.length - tail)];
  return start === end && text === '' ? [] : [{ start, end, text }];
}
