/** Series as JSON: an array of numbers where null stands for what is missing. */

/** `value` null: no number. `real`: written with a fraction, so that results keep one. */
export interface Point {
  value: number | null;
  real: boolean;
}

export type Series = Point[];

/** An array of anything as points, undefined for what is no array. */
export function readSeries(json: string | null | undefined): Series | undefined {
  if (json === null || json === undefined || !json.startsWith('[')) {
    return undefined;
  }
  const flat = /["{]|\[.*\[/.test(json)
    ? (JSON.parse(json) as unknown[]).map((item) => JSON.stringify(item))
    : undefined;
  const inner = json.slice(1, -1).trim();
  const tokens = flat ?? (inner === '' ? [] : inner.split(','));
  return tokens.map((token) => {
    const text = token.trim();
    return { value: /^-?\d/.test(text) ? Number(text) : null, real: /[.eE]/.test(text) };
  });
}

/** The values of a series that misses none. */
export function readNumbers(json: string | null | undefined): number[] | undefined {
  const series = readSeries(json);
  return series?.every(({ value }) => value !== null) ? series.map(({ value }) => value!) : undefined;
}

export function writePoint({ value, real }: Point): string {
  if (value === null || !Number.isFinite(value)) {
    return 'null';
  }
  return real && Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : JSON.stringify(value);
}

export const writeSeries = (series: Series) => `[${series.map(writePoint).join(',')}]`;

/** Numbers of type real, whole ones too. */
export const writeReals = (values: readonly number[]) => writeSeries(values.map((value) => ({ value, real: true })));

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]) => sum(values) / values.length;
export const squares = (values: readonly number[]) => {
  const center = mean(values);
  return sum(values.map((value) => (value - center) ** 2));
};

/** The line of least squares through `values` at the places 1, 2, 3, … */
export function leastSquares(values: readonly number[]): { slope: number; interception: number } {
  const places = values.map((_, i) => i + 1);
  const center = mean(places);
  const slope = sum(places.map((x, i) => (x - center) * values[i]!)) / squares(places);
  return { slope, interception: mean(values) - slope * center };
}
