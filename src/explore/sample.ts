import type { DataQueryRequest } from '@grafana/data';

import { readScript } from '../kql/script';
import { type HuntingQuery, isAboutEntity, isRunnable } from '../query';

import { lastPipeline } from './filter';

/** Lines of a sample, unless Grafana says how many. */
const LINES = 100;

/** Stages that leave a row an event of its table; a number behind them is counted from such rows. */
const KEEPS_EVENTS = ['', 'where', 'filter', 'extend', 'sort', 'order', 'serialize', 'project-reorder'];
const COUNTS = ['summarize', 'make-series', 'count'];

/** The events that a metric counts, as log lines; undefined for what counts none. */
export function sampleQuery(query: HuntingQuery, limit = LINES): HuntingQuery | undefined {
  if (isAboutEntity(query) || !isRunnable(query)) {
    return undefined;
  }
  const script = readScript(query.query);
  const stages = lastPipeline(script)?.stages ?? [];
  const counting = stages.findIndex(({ operator }) => COUNTS.includes(operator));
  const before = stages.slice(0, counting);
  const [source] = before;
  if (counting < 1 || !source || before.slice(1).some(({ operator }) => !KEEPS_EVENTS.includes(operator))) {
    return undefined;
  }
  const end = script.tokens[(stages[counting]?.from ?? 1) - 2]?.end ?? 0;
  const kql = query.query.slice(0, end);
  return { ...query, query: kql, format: 'logs', fill: undefined, limits: { ...query.limits, rows: limit } };
}

/** The request for the samples of a request's metrics; undefined where it has none. */
export function sampleRequest(
  request: DataQueryRequest<HuntingQuery>,
  limit?: number
): DataQueryRequest<HuntingQuery> | undefined {
  const targets = request.targets.flatMap((query) => sampleQuery(query, limit) ?? []);
  return targets.length === 0
    ? undefined
    : { ...request, requestId: `${request.requestId}-sample`, hideFromInspector: true, targets };
}
