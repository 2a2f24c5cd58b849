/** Percentiles of a column, exact and by nearest rank, and the digests that they can be read from later. */
import type { Aggregate } from './aggregates';
import { convert, toDynamic } from './conversion';
import { unsupported } from './plan';
import type { Scalar } from './scalar';
import type { KustoType } from './schema';
import { scripted } from './scripted/scripted';

const number = (value: Scalar) =>
  value.type === 'dynamic' || value.type === 'bool' ? convert(value, 'real') : value.sql;

/** Nearest rank: always a value of the column. A decimal share keeps 7 % of 100 rows at the seventh. */
export const percentile = (value: Scalar, percent: Scalar) => `quantile_disc(${number(value)}, ${share(percent)})`;

function share({ sql: percent, type }: Scalar): string {
  const spelled = /^\(?'?(\d+(?:\.\d+)?)'?::\w+\)?$/.exec(percent)?.[1];
  const value = Number(spelled);
  if (spelled === undefined || value > 100 || !['int', 'long', 'real'].includes(type)) {
    throw unsupported('A percentile that is no constant from 0 to 100');
  }
  const [whole = '', fraction = ''] = spelled.split('.');
  const digits = whole.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${fraction}`;
}

/** Values with their weights, which `scripted/digests.ts` reads. A timespan's text has another order than its value. */
const digest = (value: Scalar, weight?: Scalar, where?: Scalar) => {
  if (value.type === 'timespan') {
    throw unsupported('A weighted percentile or a tdigest of timespans');
  }
  const pair = `'[' || ${toDynamic(value)} || ',' || ${weight ? `(${convert(weight, 'long')})::VARCHAR` : `'1'`} || ']'`;
  const filter = [`${value.sql} IS NOT NULL`, where?.sql ?? ''].filter(Boolean).join(' AND ');
  return `kql_array(list(${pair}) FILTER (WHERE ${filter}))`;
};

/** Weighted nearest rank: always a value of the column. */
export const weightedPercentile = (value: Scalar, weight: Scalar, percent: Scalar, type: KustoType) => {
  share(percent);
  return convert({ sql: scripted('percentile', digest(value, weight), percent.sql), type: 'dynamic' }, type);
};

/** The percents of an array's form: one by one, or as a dynamic array that the query spells. */
const listed = (percents: Scalar[]): Scalar[] =>
  percents.flatMap((percent): Scalar[] => {
    const values = percent.type === 'dynamic' ? percent.constant?.value : undefined;
    return Array.isArray(values) ? values.map((value) => ({ sql: `'${value}'::DOUBLE`, type: 'real' })) : [percent];
  });

const jsonArray = (items: Scalar[]) => `kql_array([${items.map(toDynamic).join(', ')}])`;

const mergedDigests = (value: Scalar) => `kql_array(flatten(list(kql_items(${value.sql}))))`;

export const PERCENTILES: Record<string, Aggregate> = {
  percentile: ([value, percent], call) => {
    const found = percentile(value, percent);
    return call.type === 'string' ? `coalesce(${found}, '')` : found;
  },
  tdigest: ([value, weight]) => digest(value, weight),
  tdigest_merge: ([value]) => mergedDigests(value),
  merge_tdigest: ([value]) => mergedDigests(value),
  percentilew: ([value, weight, percent], call) => weightedPercentile(value, weight, percent, call.type),
  percentiles_array: ([value, ...percents]) =>
    jsonArray(listed(percents).map((percent) => ({ sql: percentile(value, percent), type: value.type }))),
  percentilesw_array: ([value, weight, ...percents]) =>
    jsonArray(
      listed(percents).map((percent) => ({
        sql: weightedPercentile(value, weight, percent, value.type),
        type: value.type,
      }))
    ),
};
