import { dateTime, type RawTimeRange, type TimeRange } from '@grafana/data';

/** Half the range later (1) or earlier (-1): what Grafana's arrows beside the time picker do. */
export function shiftRange(range: TimeRange, direction: 1 | -1): RawTimeRange {
  const half = ((range.to.valueOf() - range.from.valueOf()) / 2) * direction;
  return absolute(range.from.valueOf() + half, range.to.valueOf() + half);
}

/** Twice the range around the same middle: what Grafana's magnifier does. */
export function zoomOut(range: TimeRange): RawTimeRange {
  const half = (range.to.valueOf() - range.from.valueOf()) / 2;
  return absolute(range.from.valueOf() - half, range.to.valueOf() + half);
}

function absolute(from: number, to: number): RawTimeRange {
  return { from: dateTime(from), to: dateTime(to) };
}
