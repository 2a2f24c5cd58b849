import {
  type AdHocVariableFilter,
  CoreApp,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceGetTagKeysOptions,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  LoadingState,
  type MetricFindValue,
  type RawTimeRange,
  type ScopedVars,
} from '@grafana/data';
import { config, getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { map, type Observable } from 'rxjs';

import { filtersOf } from './adhoc/filters';
import { ANNOTATION_SUPPORT } from './annotations/support';
import { ExploreSource } from './explore/ExploreSource';
import { describe } from './explore/target';
import { importQuery } from './importQuery';
import { type Fill, interpolate } from './kql/interpolate';
import {
  DEFAULT_QUERY,
  type HuntingQuery,
  isAboutEntity,
  isRunnable,
  MINIMUM_INTERVAL,
  type Origin,
  withDefaults,
} from './query';
import type { Settings } from './settings';
import { allSelected } from './variables/allSelected';
import { VariableSupport } from './variables/support';

/** Hands queries to the backend. What a query means is decided in query.ts and, after that, in Go. */
export class DataSource extends ExploreSource {
  override readonly interval = MINIMUM_INTERVAL;
  override annotations = ANNOTATION_SUPPORT;
  override variables = new VariableSupport(this);
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
    return isAboutEntity(query) ? describe(query) : (query.query ?? '');
  }

  /** Takes the KQL of other sources over. */
  override async importQueries(queries: DataQuery[]): Promise<HuntingQuery[]> {
    return queries.map(importQuery).filter(({ query }) => query !== '');
  }

  /** The columns of the tables that the queries name, or of all. */
  override async getTagKeys(options?: DataSourceGetTagKeysOptions<HuntingQuery>): Promise<MetricFindValue[]> {
    const { tagKeys } = await import(/* webpackChunkName: "ad-hoc-keys" */ './adhoc/tagKeys');
    return tagKeys(options?.queries);
  }

  override async getTagValues(options: DataSourceGetTagValuesOptions<HuntingQuery>): Promise<MetricFindValue[]> {
    const { tagValues } = await import(/* webpackChunkName: "ad-hoc-values" */ './adhoc/tagValues');
    return tagValues(this, options);
  }

  override query(request: DataQueryRequest<HuntingQuery>): Observable<DataQueryResponse> {
    if (config.publicDashboardAccessToken) {
      return super.query(request); // sends panel and dashboard ids only; Grafana's server has the query
    }
    const errors = this.refusals(request);
    const refused = new Set(errors.map((error) => error.refId));
    const targets = request.targets
      .filter((target) => !refused.has(target.refId))
      .map((target) => ({ ...withDefaults(target), ...transient(request, target) }));
    const response = super.query({ ...request, targets });
    return errors.length === 0 ? response : response.pipe(map((answer) => withErrors(answer, errors)));
  }

  override applyTemplateVariables(
    query: HuntingQuery,
    scopedVars: ScopedVars,
    filters?: AdHocVariableFilter[]
  ): HuntingQuery {
    if (isAboutEntity(query)) {
      return query; // the cell that was clicked may hold `${x}`, which is data
    }
    const fill: Fill = (reference, formatter) => this.templates.replace(reference, scopedVars, formatter);
    const isAll = (name: string) => allSelected(name, this.templates, scopedVars);
    const adhocFilters = filtersOf(filters);
    return { ...query, query: interpolate(query.query ?? '', fill, isAll), ...(adhocFilters && { adhocFilters }) };
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

/** Said by our own code right before the request: these are never stored, and lower the priority. */
const SAID: ReadonlyArray<Origin | undefined> = ['variable', 'annotation', 'suggestion'];

function transient(
  request: DataQueryRequest<HuntingQuery>,
  target: HuntingQuery
): Pick<HuntingQuery, 'origin' | 'relative' | 'adhocFilters'> {
  const asked: Origin = request.app === CoreApp.Explore ? 'explore' : 'dashboard';
  const aside = target.volume ? 'volume' : target.context && 'context';
  const origin = SAID.includes(target.origin) ? target.origin : (aside ?? asked);
  return { adhocFilters: undefined, origin, relative: isRelative(request.range?.raw) || undefined };
}

function isRelative(raw: RawTimeRange | undefined): boolean {
  return [raw?.from, raw?.to].some((end) => typeof end === 'string' && end.includes('now'));
}

function withErrors(answer: DataQueryResponse, errors: DataQueryError[]): DataQueryResponse {
  const all = [...(answer.errors ?? []), ...errors];
  return { ...answer, errors: all, error: answer.error ?? all[0], state: LoadingState.Error };
}
