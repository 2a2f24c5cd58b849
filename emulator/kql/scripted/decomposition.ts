/**
 * A series as season, trend and residual, by the steps that Kusto publishes. How it finds a season by itself is not
 * published and refused.
 */
import { leastSquares, mean, readNumbers, readSeries, writeReals, writeSeries } from './points';
import { percentilesOf, scores, seriesOutliers } from './outliers';
import { NotHandled, refusing } from './refusing';
import type { Scripted } from './scripted';

type Text = string | null | undefined;

/** The values of a series that misses none; undefined for what is no series. */
function complete(json: Text, name: string): number[] | undefined {
  const values = readNumbers(json);
  if (!values && readSeries(json)) {
    throw new NotHandled(`A series with missing values in '${name}'`);
  }
  return values;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Half of a series is the longest period that is detected, four points the shortest. */
const SHORTEST_WITH_PERIOD = 8;

/** The season of `learned`, repeated over `length` points: the median of what lies at the same place of a period. */
function seasonOf(learned: readonly number[], length: number, period: number, name: string): number[] {
  const canHavePeriod = learned.length >= SHORTEST_WITH_PERIOD && learned.some((value) => value !== learned[0]);
  if (period === -1 && canHavePeriod) {
    throw new NotHandled(`The detection of a season in '${name}' (give its number of points, or 0 for none)`);
  }
  if (!(period > 0)) {
    return Array.from({ length }, () => 0);
  }
  if (learned.length < 2 * period) {
    throw new NotHandled(`A season of ${period} points in a series of ${learned.length}`);
  }
  const phases = Array.from({ length: period }, (_, phase) => median(learned.filter((__, i) => i % period === phase)));
  return Array.from({ length }, (_, i) => phases[i % period]!);
}

/** The trend of `learned`, continued over `length` points. */
function trendOf(learned: readonly number[], length: number, kind: string, name: string): number[] {
  if (kind === 'none') {
    return Array.from({ length }, () => 0);
  }
  if (kind === 'avg' && learned.length > 0) {
    const average = mean(learned);
    return Array.from({ length }, () => average);
  }
  if (kind === 'linefit' && learned.length > 1) {
    const { slope, interception } = leastSquares(learned);
    return Array.from({ length }, (_, i) => interception + slope * (i + 1));
  }
  throw new NotHandled(`The trend '${kind}' over ${learned.length} points in '${name}'`);
}

interface Options {
  name: string;
  period: Text;
  trend: Text;
  /** How many points at the end are predicted and teach nothing. */
  testPoints: number;
}

interface Parts {
  baseline: number[];
  seasonal: number[];
  trend: number[];
  residual: number[];
}

function decompose(json: Text, { name, period, trend: kind, testPoints }: Options): Parts | undefined {
  const values = complete(json, name);
  if (!values) {
    return undefined;
  }
  if (!(testPoints >= 0 && testPoints < values.length)) {
    throw new NotHandled(`'${name}' with ${testPoints} test points of ${values.length}`);
  }
  const learned = values.slice(0, values.length - testPoints);
  const seasonal = seasonOf(learned, values.length, Number(period ?? -1), name);
  const rest = learned.map((value, i) => value - seasonal[i]!);
  const trend = trendOf(rest, values.length, kind ?? 'avg', name);
  const baseline = trend.map((value, i) => value + seasonal[i]!);
  return { baseline, seasonal, trend, residual: values.map((value, i) => value - baseline[i]!) };
}

/** `(series, period, trend, testPoints)` as a bag of four series */
const seriesDecompose: Scripted = (json, period, trend, testPoints) => {
  const parts = decompose(json, { name: 'series_decompose', period, trend, testPoints: Number(testPoints ?? 0) });
  const members = Object.entries(parts ?? {}).map(([name, values]) => `"${name}":${writeReals(values as number[])}`);
  return parts ? `{${members.join(',')}}` : null;
};

/** `(series, threshold, period, trend, testPoints, kind)` as a bag of three series */
const seriesAnomalies: Scripted = (json, ...options) => {
  const [threshold, period, trend, testPoints, kind] = options;
  const name = 'series_decompose_anomalies';
  // Whether the residuals of test points count for the percentiles is not published.
  if (Number(testPoints ?? 0) !== 0) {
    throw new NotHandled(`A number of test points in '${name}'`);
  }
  const parts = decompose(json, { name, period, trend, testPoints: 0 });
  if (!parts) {
    return null;
  }
  const scored = scores(parts.residual, percentilesOf(kind ?? 'ctukey'));
  const limit = Number(threshold ?? 1.5);
  const flags = scored.map((score) => ({ value: score > limit ? 1 : score < -limit ? -1 : 0, real: false }));
  return `{"ad_flag":${writeSeries(flags)},"ad_score":${writeReals(scored)},"baseline":${writeReals(parts.baseline)}}`;
};

/** `(series, period)` as one series */
const seriesSeasonal: Scripted = (json, period) => {
  const values = complete(json, 'series_seasonal');
  return values ? writeReals(seasonOf(values, values.length, Number(period ?? -1), 'series_seasonal')) : null;
};

export const DECOMPOSITION: Record<string, Scripted> = {
  series_outliers: seriesOutliers,
  series_decompose: refusing(seriesDecompose),
  series_decompose_anomalies: refusing(seriesAnomalies),
  series_seasonal: refusing(seriesSeasonal),
};
