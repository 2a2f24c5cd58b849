import {
  CoreApp,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  LoadingState,
  type RawTimeRange,
  type ScopedVars,
} from '@grafana/data';
import { config, DataSourceWithBackend, getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { map, type Observable } from 'rxjs';

import { type Fill, interpolate } from './kql/interpolate';
import { DEFAULT_QUERY, type HuntingQuery, isRunnable, MINIMUM_INTERVAL, type Origin } from './query';
import type { Settings } from './settings';

/** Hands queries to the backend. What a query means is decided in query.ts and, after that, in Go. */
export class DataSource extends DataSourceWithBackend<HuntingQuery, Settings> {
  override readonly interval = MINIMUM_INTERVAL;
  /** The settings that are no secret. */
  readonly settings: Readonly<Settings>;

  constructor(
    instance: DataSourceInstanceSettings<Settings>,
    private readonly templates: TemplateSrv = getTemplateSrv()
  ) {
    super(instance);
    this.settings = instance.jsonData ?? {};
  }

  override getDefaultQuery(_app: CoreApp): Partial<HuntingQuery> {
    return DEFAULT_QUERY;
  }

  override filterQuery(query: HuntingQuery): boolean {
    return isRunnable(query);
  }

  override getQueryDisplayText(query: HuntingQuery): string {
    return query.query;
  }

  override query(request: DataQueryRequest<HuntingQuery>): Observable<DataQueryResponse> {
    if (config.publicDashboardAccessToken) {
      return super.query(request); // sends panel and dashboard ids only; Grafana's server has the query
    }
    const errors = this.refusals(request);
    const refused = new Set(errors.map((error) => error.refId));
    const targets = request.targets
      .filter((target) => !refused.has(target.refId))
      .map((target) => ({ ...target, ...transient(request) }));
    const response = super.query({ ...request, targets });
    return errors.length === 0 ? response : response.pipe(map((answer) => withErrors(answer, errors)));
  }

  override applyTemplateVariables(query: HuntingQuery, scopedVars: ScopedVars): HuntingQuery {
    const fill: Fill = (reference, formatter) => this.templates.replace(reference, scopedVars, formatter);
    return { ...query, query: interpolate(query.query ?? '', fill) };
  }

  /** An error for each query that the variables don't fit, so that the panel's other queries still run. */
  private refusals({ targets, scopedVars }: DataQueryRequest<HuntingQuery>): DataQueryError[] {
    return targets.flatMap((target) => {
      try {
        this.applyTemplateVariables(target, scopedVars);
        return [];
      } catch (error) {
        return [{ refId: target.refId, message: error instanceof Error ? error.message : String(error) }];
      }
    });
  }
}

function transient(request: DataQueryRequest<HuntingQuery>): Pick<HuntingQuery, 'origin' | 'relative'> {
  const origin: Origin = request.app === CoreApp.Explore ? 'explore' : 'dashboard';
  return { origin, relative: isRelative(request.range?.raw) || undefined };
}

function isRelative(raw: RawTimeRange | undefined): boolean {
  return [raw?.from, raw?.to].some((end) => typeof end === 'string' && end.includes('now'));
}

function withErrors(answer: DataQueryResponse, errors: DataQueryError[]): DataQueryResponse {
  const all = [...(answer.errors ?? []), ...errors];
  return { ...answer, errors: all, error: answer.error ?? all[0], state: LoadingState.Error };
}
