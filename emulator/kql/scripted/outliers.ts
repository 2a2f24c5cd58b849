/** Scores of outliers by Tukey's fences. */
import { readSeries, type Series, writeReals } from './points';
import { NotHandled, refusing } from './refusing';

const PERCENTILES: Record<string, [number, number]> = { tukey: [25, 75], ctukey: [10, 90] };

/**
 * What a distance in ranges between two percentiles is multiplied by, so that scores compare with those of quartiles.
 * The service takes it from a normal distribution; for 10 and 90 it is known from scores that it gave.
 */
const SCALES: Record<string, number> = { '25,75': 1, '10,90': 2.772605605507915 };

/** The percentiles that a kind of score measures by, in percent. */
export function percentilesOf(kind: string): [number, number] {
  const percentiles = PERCENTILES[kind];
  if (!percentiles) {
    throw new NotHandled(`A score of outliers of the kind '${kind}'`);
  }
  return percentiles;
}

/** Between two values it is interpolated. */
function percentile(sorted: readonly number[], percent: number): number {
  const place = ((sorted.length - 1) * percent) / 100;
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below + (above - below) * (place - Math.floor(place));
}

/** How far each value lies outside of the range between two percentiles, in ranges; 0 for what is inside or missing. */
export function scores(values: readonly (number | null)[], [low, high]: [number, number]): number[] {
  const scale = SCALES[`${low},${high}`];
  if (scale === undefined) {
    throw new NotHandled(`A score of outliers by the percentiles ${low} and ${high}`);
  }
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const [from, to] = [percentile(sorted, low), percentile(sorted, high)];
  if (from === to && (sorted[0]! < from || sorted.at(-1)! > to)) {
    throw new NotHandled('A score of outliers where the percentiles are equal');
  }
  return values.map((value) => {
    const outside = value === null ? 0 : Math.min(value - from, 0) + Math.max(value - to, 0);
    return outside === 0 ? 0 : (outside / (to - from)) * scale;
  });
}

const counted = (series: Series, ignored: string | null) =>
  series.map(({ value }) => (ignored !== null && value === Number(ignored) ? null : value));

/** `(series, kind, ignored, low, high)` */
export const seriesOutliers = refusing((json, ...options) => {
  const [kind, ignored, low, high] = options;
  const series = readSeries(json);
  if (!series) {
    return null;
  }
  const usual = percentilesOf(kind ?? 'ctukey');
  const given: [number, number] = kind === 'tukey' ? usual : [Number(low ?? usual[0]), Number(high ?? usual[1])];
  return writeReals(scores(counted(series, ignored ?? null), given));
});
