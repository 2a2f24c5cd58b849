/**
 * Digests of a column: JSON arrays of values with their weights, `[[value, weight], …]`. The service keeps an estimate;
 * these are exact.
 */
import { rawArray, rawItems } from './rawJson';
import { fromJson, type Scripted } from './scripted';

interface Weighted {
  raw: string;
  value: number | string;
  weight: number;
}

const before = (a: number | string, b: number | string) =>
  typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === 'number' ? -1 : 1;

/** Its values in order, without nulls and what weighs nothing; undefined for what is no digest. */
function readDigest(json: string | null): Weighted[] | undefined {
  const pairs = json === null ? undefined : rawItems(json);
  return pairs
    ?.flatMap((pair): Weighted[] => {
      const [raw = 'null', weight = '1'] = rawItems(pair) ?? [];
      const value = fromJson(raw);
      return typeof value === 'number' || typeof value === 'string' ? [{ raw, value, weight: Number(weight) }] : [];
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => before(a.value, b.value));
}

const total = (values: Weighted[]) => values.reduce((sum, { weight }) => sum + weight, 0);

/** The nearest rank: the smallest value that has at least this share of the weight up to it. */
function percentile(values: Weighted[], percent: number): string | null {
  const wanted = (percent / 100) * total(values);
  let sum = 0;
  for (const { raw, weight } of values) {
    sum += weight;
    // A share such as 7 % of 100 is not exact as a floating-point number.
    if (sum >= wanted - 1e-9 * wanted) {
      return raw;
    }
  }
  return values.at(-1)?.raw ?? null;
}

function rank(values: Weighted[], json: string | null): number | undefined {
  const value = fromJson(json);
  return typeof value === 'number' || typeof value === 'string'
    ? total(values.filter((known) => before(known.value, value) <= 0))
    : undefined;
}

export const DIGESTS: Record<string, Scripted> = {
  percentile: (digest, percent) => {
    const values = readDigest(digest ?? null);
    return values && percent !== null ? percentile(values, Number(percent)) : null;
  },
  percentiles: (digest, percents) => {
    const values = readDigest(digest ?? null);
    const list = fromJson(percents ?? null);
    return values && Array.isArray(list)
      ? rawArray(list.map((percent) => percentile(values, Number(percent)) ?? 'null'))
      : null;
  },
  rank: (digest, value) => {
    const values = readDigest(digest ?? null);
    const found = values && rank(values, value ?? null);
    return found === undefined ? null : String(found);
  },
  percent_rank: (digest, value) => {
    const values = readDigest(digest ?? null);
    const found = values && rank(values, value ?? null);
    return found === undefined ? null : String((found * 100) / total(values!));
  },
};
