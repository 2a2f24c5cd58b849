import { DuckDBInstance } from '@duckdb/node-api';

import { createEngine, type KqlEngine } from './engine';

let engine: KqlEngine;

beforeAll(async () => {
  engine = createEngine(await DuckDBInstance.create(':memory:'), []);
}, 30_000);

const decomposed = (series: string, options: string) => `print y = dynamic(${series}) | extend ${options}`;

describe('what Kusto does not publish of a decomposition is refused by name, once the data asks for it', () => {
  it.each([
    [
      'a season to find',
      'print series_seasonal(dynamic([1,2,3,4,1,2,3,4,1]))',
      "The detection of a season in 'series_seasonal' (give its number of points, or 0 for none)",
    ],
    [
      'anomalies beside a season to find',
      decomposed('[1,2,3,4,1,2,3,4,1]', 'series_decompose_anomalies(y)'),
      "The detection of a season in 'series_decompose_anomalies' (give its number of points, or 0 for none)",
    ],
    [
      'a season that fits less than twice',
      'print series_seasonal(dynamic([1,2,3]), 2)',
      'A season of 2 points in a series of 3',
    ],
    [
      'a value outside of percentiles that are equal',
      'print series_outliers(dynamic([0,0,0,0,0,0,0,0,0,0,0,9]))',
      'A score of outliers where the percentiles are equal',
    ],
    [
      'percentiles of an unknown scale',
      "print series_outliers(dynamic([1,2,3]), 'ctukey', double(null), 5, 95)",
      'A score of outliers by the percentiles 5 and 95',
    ],
    [
      'a kind of score that there is not',
      "print series_outliers(dynamic([1,2,3]), 'mad')",
      "A score of outliers of the kind 'mad'",
    ],
    [
      'anomalies of test points',
      decomposed('[1,2,3]', "series_decompose_anomalies(y, 1.5, 0, 'avg', 1)"),
      "A number of test points in 'series_decompose_anomalies'",
    ],
    [
      'more test points than there are',
      decomposed('[1,2,3]', "series_decompose(y, 0, 'avg', 3)"),
      "'series_decompose' with 3 test points of 3",
    ],
    [
      'another trend',
      decomposed('[1,2,3]', "series_decompose(y, 0, 'median')"),
      "The trend 'median' over 3 points in 'series_decompose'",
    ],
    [
      'a line through one point',
      decomposed('[1]', "series_decompose(y, 0, 'linefit')"),
      "The trend 'linefit' over 1 points in 'series_decompose'",
    ],
    [
      'a series with gaps',
      decomposed('[1,null,3]', 'series_decompose(y, 0)'),
      "A series with missing values in 'series_decompose'",
    ],
  ])('%s', async (_, query, what) => {
    const message = `${what} is not supported by this emulator.`;
    await expect(engine.run(query, { now: 0n })).rejects.toThrow(
      expect.objectContaining({ kind: 'unsupported', message })
    );
  });
});
