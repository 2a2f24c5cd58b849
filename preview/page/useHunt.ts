import {
  CoreApp,
  type DataQuery,
  type DataQueryRequest,
  type DataSourceApi,
  getDefaultTimeRange,
  LoadingState,
  type PanelData,
  rangeUtil,
  type RawTimeRange,
  type TimeRange,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { useEffect, useRef, useState } from 'react';
import { from, type Subscription } from 'rxjs';

/** As many points as a panel of usual width asks for. */
const MAX_DATA_POINTS = 1000;

export interface HuntState {
  data: PanelData;
  /** Runs the query over a range that is resolved now; a run that is still under way is cancelled. */
  run(query: DataQuery, raw: RawTimeRange): void;
}

/** Runs queries the way a panel does and keeps what the last one gave. */
export function useHunt(source: DataSourceApi): HuntState {
  const [data, setData] = useState<PanelData>({
    state: LoadingState.NotStarted,
    series: [],
    timeRange: getDefaultTimeRange(),
  });
  const running = useRef<Subscription>();
  useEffect(() => () => running.current?.unsubscribe(), []);

  const run = (query: DataQuery, raw: RawTimeRange) => {
    running.current?.unsubscribe();
    const request = requestFor(source, query, rangeUtil.convertRawToRange(raw));
    const timeRange = request.range;
    setData((before) => ({ ...before, state: LoadingState.Loading, request, timeRange }));
    if (source.filterQuery && !source.filterQuery(query)) {
      setData({ state: LoadingState.Done, series: [], timeRange, request });
      return;
    }
    running.current = from(source.query(request)).subscribe({
      next: ({ data: series, errors, error }) => {
        const state = error || errors?.length ? LoadingState.Error : LoadingState.Done;
        setData({ state, series, errors, error: error ?? errors?.[0], timeRange, request });
      },
      error: (thrown: unknown) => {
        const error = { refId: query.refId, message: thrown instanceof Error ? thrown.message : String(thrown) };
        setData({ state: LoadingState.Error, series: [], errors: [error], error, timeRange, request });
      },
    });
  };
  return { data, run };
}

let requests = 0;

/** A request as a panel of usual width makes it. */
export function requestFor(source: DataSourceApi, query: DataQuery, range: TimeRange): DataQueryRequest {
  const { interval, intervalMs } = rangeUtil.calculateInterval(range, MAX_DATA_POINTS, source.interval);
  getTemplateSrv().updateTimeRange(range);
  return {
    app: CoreApp.PanelEditor,
    requestId: `preview-${++requests}`,
    targets: [{ ...query, datasource: source.getRef() }],
    range,
    interval,
    intervalMs,
    maxDataPoints: MAX_DATA_POINTS,
    scopedVars: {
      __interval: { text: interval, value: interval },
      __interval_ms: { text: String(intervalMs), value: intervalMs },
    },
    timezone: 'utc',
    startTime: Date.now(),
  };
}
