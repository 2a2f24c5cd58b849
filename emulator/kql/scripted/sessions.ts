/** Sessions of rows in their order: where each begins depends on where the one before it began. */
import { fromJson, type Scripted } from './scripted';

const ticks = (text: string | null | undefined) => (text === null || text === undefined ? null : BigInt(text));

/**
 * `[[time, most from the first row, most from the row before, restart], …]`, ticks as texts; the result are the times at
 * which the rows' sessions begin, as a list of ticks. A row without a time belongs to none.
 */
export const rowWindowSession: Scripted = (json) => {
  let began: bigint | null = null;
  let before = 0n;
  const starts = ((fromJson(json ?? null) ?? []) as (string | null)[][]).map(([time, length, gap, restart]) => {
    const [at, longest, widest] = [ticks(time), ticks(length), ticks(gap)];
    const isOver =
      began === null ||
      restart === 'true' ||
      (at !== null && longest !== null && at >= began + longest) ||
      (at !== null && widest !== null && at >= before + widest);
    began = at === null ? null : isOver ? at : began;
    before = at ?? before;
    return began;
  });
  return `[${starts.map(String).join(',')}]`;
};
