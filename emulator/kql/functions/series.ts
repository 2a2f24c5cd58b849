/** Functions of series. Those that find periods or fit two lines are refused: Kusto does not publish how it does it. */
import { convert, toDynamic } from '../conversion';
import { unsupported } from '../plan';
import type { Scalar } from '../scalar';
import type { KustoType } from '../schema';
import { SERIES as SCRIPTED_SERIES } from '../scripted/series';
import { refusable } from '../scripted/refusing';
import { scripted } from '../scripted/scripted';
import type { Arguments, ScalarFunction } from './call';
import { sortedTogether } from './sortedArrays';

const dynamics = (args: readonly Scalar[]) => args.map(toDynamic);

const ARRAYS = Object.keys(SCRIPTED_SERIES).filter(
  (name) => !/stats|fit_line|sum|product|magnitude|cosine|pearson/.test(name)
);
const NUMBERS = Object.keys(SCRIPTED_SERIES).filter((name) => /sum|product|magnitude|cosine|pearson/.test(name));

const arrayOf =
  (name: string): ScalarFunction =>
  (args) =>
    scripted(name, ...dynamics([...args]));

const numberOf =
  (name: string): ScalarFunction =>
  (args) =>
    `(${scripted(name, ...dynamics([...args]))})::DOUBLE`;

/** As a filter is applied: normalized unless its weights have both signs, and centered only where it says so. */
const fir: ScalarFunction = (args) => {
  const [series, filter, normalize, center] = args;
  const signs = `list_transform(kql_items(${filter.sql}), lambda x: starts_with(x, '-'))`;
  const normalized = normalize?.sql ?? `(NOT (list_bool_or(${signs}) AND NOT list_bool_and(${signs})))`;
  return scripted('series_fir', ...dynamics([series, filter]), normalized, center?.sql ?? 'false');
};

const statsBag = (args: Arguments) => scripted('series_stats', convert(args[0], 'dynamic'), args[1]?.sql ?? 'false');

/** The arguments as the scripted function of the same name takes them. */
const ofSeries =
  (name: string) =>
  ([series, ...options]: Arguments) =>
    refusable(name, toDynamic(series), ...options.map(({ sql }) => sql));

const fitBag = (args: Arguments) => scripted('series_fit_line', convert(args[0], 'dynamic'));

export const SERIES: Record<string, ScalarFunction> = {
  ...Object.fromEntries(ARRAYS.map((name) => [name, arrayOf(name)])),
  ...Object.fromEntries(NUMBERS.map((name) => [name, numberOf(name)])),
  series_fir: fir,
  series_stats_dynamic: statsBag,
  series_fit_line_dynamic: fitBag,
  series_outliers: ofSeries('series_outliers'),
  series_seasonal: ofSeries('series_seasonal'),
};

/** A value of a function that gives several at once. */
type Several = (args: Arguments, columns: KustoType[]) => Scalar[];

const members =
  (bag: (args: Arguments) => string, names: string[]): Several =>
  (args, columns) =>
    columns.map((type, index) => {
      const name = names[index];
      if (name === undefined) {
        throw unsupported('A further value of this function');
      }
      const member: Scalar = { sql: `kql_key(${bag(args)}, '${name}')`, type: 'dynamic' };
      return { sql: convert(member, type), type };
    });

const complex = (name: string) => members((args) => refusable(name, ...dynamics([...args])), ['real', 'imag']);

/** Functions that fill several columns, as in `extend (a, b) = series_fit_line(y)`. */
export const SEVERAL: Record<string, Several> = {
  series_stats: members(statsBag, ['min', 'min_idx', 'max', 'max_idx', 'avg', 'stdev', 'variance']),
  series_decompose: members(ofSeries('series_decompose'), ['baseline', 'seasonal', 'trend', 'residual']),
  series_decompose_anomalies: members(ofSeries('series_decompose_anomalies'), ['ad_flag', 'ad_score', 'baseline']),
  array_sort_asc: sortedTogether('ASC'),
  array_sort_desc: sortedTogether('DESC'),
  series_fit_line: members(fitBag, ['rsquare', 'slope', 'variance', 'rvariance', 'interception', 'line_fit']),
  series_fft: complex('series_fft'),
  series_ifft: complex('series_ifft'),
  series_fit_poly: members(ofSeries('series_fit_poly'), [
    'rsquare',
    'coefficients',
    'variance',
    'rvariance',
    'poly_fit',
  ]),
};
