/** Functions of series, each written as its documentation defines it. */
import {
  leastSquares,
  mean,
  type Point,
  readNumbers,
  readSeries,
  type Series,
  squares,
  sum,
  writePoint,
  writeReals,
  writeSeries,
} from './points';
import type { Scripted } from './scripted';

const realOrNull = (value: number | undefined) => (value === undefined ? null : String(value));

const unary =
  (compute: (value: number) => number, keepsType = false): Scripted =>
  (json) => {
    const series = readSeries(json);
    return series
      ? writeSeries(
          series.map(({ value, real }) => ({ value: value === null ? null : compute(value), real: real || !keepsType }))
        )
      : null;
  };

/** A number in place of one series stands for a series of it. */
function pairs(a: string | null | undefined, b: string | null | undefined): [Point, Point][] | undefined {
  const [left, right] = [readSeries(a), readSeries(b)];
  if (!left && !right) {
    return undefined;
  }
  const missing: Point = { value: null, real: false };
  const same = (json: string | null | undefined) => readSeries(`[${json ?? 'null'}]`)![0]!;
  const length = Math.max(left?.length ?? 0, right?.length ?? 0);
  return Array.from({ length }, (_, i) => [
    left ? (left[i] ?? missing) : same(a),
    right ? (right[i] ?? missing) : same(b),
  ]);
}

const binary =
  (compute: (a: number, b: number) => number, keepsType = true): Scripted =>
  (a, b) => {
    const found = pairs(a ?? null, b ?? null);
    return found
      ? writeSeries(
          found.map(([x, y]) => ({
            value: x.value === null || y.value === null ? null : compute(x.value, y.value),
            real: !keepsType || x.real || y.real,
          }))
        )
      : null;
  };

const compared =
  (test: (a: number, b: number) => boolean): Scripted =>
  (a, b) => {
    const found = pairs(a ?? null, b ?? null);
    const cells = found?.map(([x, y]) =>
      x.value === null || y.value === null ? 'null' : String(test(x.value, y.value))
    );
    return cells ? `[${cells.join(',')}]` : null;
  };

/** Fills in one direction; what no value comes before stays missing. */
function carried(series: Series, isMissing: (point: Point) => boolean): Series {
  let last: Point | undefined;
  return series.map((point) => {
    last = isMissing(point) ? last : point;
    return last ?? point;
  });
}

/** The placeholder of missing values; null and what is no number are missing where none is given. */
const missingTest = (placeholder: string | null | undefined) =>
  placeholder === null || placeholder === undefined
    ? ({ value }: Point) => value === null
    : ({ value }: Point) => value === Number(placeholder);

const fillForward: Scripted = (json, placeholder) => {
  const series = readSeries(json ?? null);
  return series ? writeSeries(carried(series, missingTest(placeholder))) : null;
};

const fillBackward: Scripted = (json, placeholder) => {
  const series = readSeries(json ?? null);
  return series ? writeSeries(carried(series.reverse(), missingTest(placeholder)).reverse()) : null;
};

const fillConst: Scripted = (json, constant, placeholder) => {
  const [series, filling] = [readSeries(json ?? null), readSeries(`[${constant ?? 'null'}]`)!];
  const isMissing = missingTest(placeholder);
  return series ? writeSeries(series.map((point) => (isMissing(point) ? filling[0]! : point))) : null;
};

/** Whole numbers stay whole: what lies between them is cut. */
const fillLinear: Scripted = (json, placeholder, edges, constant) => {
  const series = readSeries(json ?? null);
  if (!series) {
    return null;
  }
  const isMissing = missingTest(placeholder);
  const known = series.flatMap((point, index) => (isMissing(point) ? [] : [index]));
  const otherwise = constant === undefined ? { value: 0, real: true } : readSeries(`[${constant ?? 'null'}]`)![0]!;
  if (known.length === 0) {
    return writeSeries(series.map(() => otherwise));
  }
  const real = known.some((index) => series[index]!.real);
  const filled = series.map((point, index): Point => {
    const [before, after] = [known.findLast((place) => place <= index), known.find((place) => place >= index)];
    if (!isMissing(point)) {
      return { ...point, real };
    }
    if (before === undefined || after === undefined) {
      return edges === 'false' ? { ...point, real } : { ...series[(before ?? after)!]!, real };
    }
    const [from, to] = [series[before]!.value!, series[after]!.value!];
    const value = from + ((to - from) * (index - before)) / (after - before);
    return { value: real ? value : Math.trunc(value), real };
  });
  return writeSeries(filled);
};

const reduced =
  (compute: (values: number[]) => number): Scripted =>
  (json) => {
    const values = readNumbers(json);
    return values ? realOrNull(compute(values)) : null;
  };

const dotProduct: Scripted = (a, b) => {
  const found = pairs(a ?? null, b ?? null);
  return found?.every(([x, y]) => x.value !== null && y.value !== null)
    ? String(sum(found.map(([x, y]) => x.value! * y.value!)))
    : null;
};

const ofTwo =
  (compute: (a: number[], b: number[]) => number): Scripted =>
  (a, b) => {
    const [left, right] = [readNumbers(a), readNumbers(b)];
    const value = left && right && left.length === right.length && left.length > 0 ? compute(left, right) : NaN;
    return Number.isFinite(value) ? String(value) : null;
  };

const norm = (values: number[]) => Math.sqrt(sum(values.map((value) => value * value)));

function correlation(a: number[], b: number[]): number {
  const [left, right] = [mean(a), mean(b)];
  return sum(a.map((value, i) => (value - left) * (b[i]! - right))) / Math.sqrt(squares(a) * squares(b));
}

/** Each point from those before it (around it where centered); what lies outside of the series counts as zero. */
const fir: Scripted = (json, filter, normalized, centered) => {
  const [series, weights] = [readNumbers(json), readNumbers(filter)];
  if (!series || !weights || weights.length === 0) {
    return null;
  }
  const total = sum(weights);
  const scale = normalized === 'true' && total !== 0 ? total : 1;
  const shift = centered === 'true' ? Math.floor(weights.length / 2) : 0;
  const value = (i: number) => sum(weights.map((weight, j) => weight * (series[i + shift - j] ?? 0))) / scale;
  return writeReals(series.map((_, i) => value(i)));
};

const iir: Scripted = (json, numerators, denominators) => {
  const [series, b, a] = [readNumbers(json), readNumbers(numerators), readNumbers(denominators)];
  if (!series || !b || !a || a.length === 0 || a[0] === 0) {
    return null;
  }
  const out: number[] = [];
  series.forEach((_, i) => {
    const forward = sum(b.map((weight, j) => weight * (series[i - j] ?? 0)));
    const backward = sum(a.slice(1).map((weight, j) => weight * (out[i - j - 1] ?? 0)));
    out.push((forward - backward) / a[0]!);
  });
  return writeReals(out);
};

/** Over the numbers of the series (`ignore`: leaves out what is none); null where there are none. */
const stats: Scripted = (json, ignore) => {
  const series = readSeries(json ?? null);
  const values = series?.map(({ value }) => value).filter((value) => value !== null) ?? [];
  if (!series || values.length === 0 || (values.length < series.length && ignore !== 'true')) {
    return null;
  }
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const place = (wanted: number) => series.findIndex(({ value }) => value === wanted);
  const variance = values.length > 1 ? squares(values) / (values.length - 1) : 0;
  const real = (value: number) => writePoint({ value, real: true });
  return (
    `{"min":${real(min)},"min_idx":${place(min)},"max":${real(max)},"max_idx":${place(max)},"avg":${real(mean(values))}` +
    `,"stdev":${real(Math.sqrt(variance))},"variance":${real(variance)},"sum":${real(sum(values))},"len":${values.length}}`
  );
};

/** The line of least squares through the points at 1, 2, 3, … */
const fitLine: Scripted = (json) => {
  const values = readNumbers(json);
  if (!values || values.length < 2) {
    return null;
  }
  const { slope, interception } = leastSquares(values);
  const line = values.map((_, i) => interception + slope * (i + 1));
  const variance = squares(values) / (values.length - 1);
  const rest = values.map((value, i) => value - line[i]!);
  const rvariance = squares(rest) / (values.length - 1);
  const real = (value: number) => writePoint({ value, real: true });
  return (
    `{"rsquare":${real(variance === 0 ? 0 : 1 - rvariance / variance)},"slope":${real(slope)},"variance":${real(variance)}` +
    `,"rvariance":${real(rvariance)},"interception":${real(interception)},"line_fit":${writeReals(line)}}`
  );
};

export const SERIES: Record<string, Scripted> = {
  series_abs: unary(Math.abs, true),
  series_acos: unary(Math.acos),
  series_asin: unary(Math.asin),
  series_atan: unary(Math.atan),
  series_ceiling: unary(Math.ceil),
  series_cos: unary(Math.cos),
  series_exp: unary(Math.exp),
  series_floor: unary(Math.floor),
  series_log: unary(Math.log),
  series_sign: unary(Math.sign, true),
  series_sin: unary(Math.sin),
  series_tan: unary(Math.tan),
  series_add: binary((a, b) => a + b),
  series_subtract: binary((a, b) => a - b),
  series_multiply: binary((a, b) => a * b),
  series_divide: binary((a, b) => a / b, false),
  series_pow: binary((a, b) => a ** b, false),
  series_equals: compared((a, b) => a === b),
  series_not_equals: compared((a, b) => a !== b),
  series_greater: compared((a, b) => a > b),
  series_greater_equals: compared((a, b) => a >= b),
  series_less: compared((a, b) => a < b),
  series_less_equals: compared((a, b) => a <= b),
  series_fill_forward: fillForward,
  series_fill_backward: fillBackward,
  series_fill_const: fillConst,
  series_fill_linear: fillLinear,
  series_sum: reduced(sum),
  series_product: reduced((values) => values.reduce((product, value) => product * value, 1)),
  series_magnitude: reduced(norm),
  series_dot_product: dotProduct,
  series_cosine_similarity: ofTwo((a, b) => sum(a.map((value, i) => value * b[i]!)) / (norm(a) * norm(b))),
  series_pearson_correlation: ofTwo(correlation),
  series_fir: fir,
  series_iir: iir,
  series_stats: stats,
  series_fit_line: fitLine,
};
