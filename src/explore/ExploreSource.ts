import type {
  DataQueryRequest,
  DataQueryResponse,
  LogRowContextOptions,
  LogRowModel,
  QueryFixAction,
  ToggleFilterAction,
} from '@grafana/data';
import { DataSourceWithBackend } from '@grafana/runtime';
import { createElement, type ReactNode } from 'react';
import { map, type Observable, tap } from 'rxjs';

import { loadKnowledge } from '../editor/knowledge';
import type { Knowledge } from '../kql/knowledge';
import type { HuntingQuery } from '../query';
import type { Settings } from '../settings';

import { ContextProvider } from './context';
import { ContextFilters } from './ContextFilters';
import { has, MODIFICATIONS, modify, toggle } from './modify';
import { Refusals } from './refusals';
import { sampleQuery, sampleRequest } from './sample';
import { allErrors, asVolume, refusalOf, VOLUME_REF_ID, volumeQuery, volumeRequest } from './volume';
import { volumeChoice } from './volumeChoice';

/**
 * Grafana's `SupplementaryQueryType`, which is internal there: spelled out, so that nothing of it is imported. Explore
 * finds all of this by the names of methods (12.3.0, packages/grafana-data/src/types/logs.ts).
 */
const VOLUME = 'LogsVolume';
const SAMPLE = 'LogsSample';

interface SupplementaryOptions {
  type: string;
  limit?: number;
}

/** What a data source is to Explore: filters from log lines, volume and sample, and the events around a line. */
export abstract class ExploreSource extends DataSourceWithBackend<HuntingQuery, Settings> {
  /** Why a hunt has no volume. */
  readonly volumeRefusals = new Refusals();
  private readonly context = new ContextProvider((request) => this.query(request));
  private knowledge?: Knowledge;

  /** Columns have types once the schema is here; until then filters compare them as text. */
  private known(): Knowledge | undefined {
    loadKnowledge().then(
      (knowledge) => (this.knowledge = knowledge),
      () => undefined
    );
    return this.knowledge;
  }

  override modifyQuery(query: HuntingQuery, action: QueryFixAction): HuntingQuery {
    return modify(query, action, this.known());
  }

  getSupportedQueryModifications(): string[] {
    return MODIFICATIONS;
  }

  toggleQueryFilter(query: HuntingQuery, filter: ToggleFilterAction): HuntingQuery {
    return toggle(query, filter, this.known());
  }

  queryHasFilter(query: HuntingQuery, filter: Record<string, string>): boolean {
    return has(query, filter, this.known());
  }

  /** Without the volume Grafana counts the lines that were loaded, which costs no call. */
  getSupportedSupplementaryQueryTypes(): string[] {
    return volumeChoice() === 'off' ? [SAMPLE] : [VOLUME, SAMPLE];
  }

  getSupplementaryQuery({ type, limit }: SupplementaryOptions, query: HuntingQuery): HuntingQuery | undefined {
    const by = volumeChoice();
    if (type === SAMPLE) {
      return sampleQuery(query, limit);
    }
    return type === VOLUME && by !== 'off' ? volumeQuery(query, by) : undefined;
  }

  getSupplementaryRequest(
    type: string,
    request: DataQueryRequest<HuntingQuery>,
    options?: Partial<SupplementaryOptions>
  ): DataQueryRequest<HuntingQuery> | undefined {
    const by = volumeChoice();
    if (type === SAMPLE) {
      return sampleRequest(request, options?.limit);
    }
    return type === VOLUME && by !== 'off' ? volumeRequest(request, by) : undefined;
  }

  /**
   * Explore asks here first: what queryLogsVolume does with a request knows levels only, so that actions would lose
   * their names, and it shows a refusal as an error.
   */
  getDataProvider(type: string, request: DataQueryRequest<HuntingQuery>): Observable<DataQueryResponse> | undefined {
    const asked = this.getSupplementaryRequest(type, request);
    if (!asked || type === SAMPLE) {
      return asked && this.query(asked);
    }
    return this.query(asked).pipe(
      tap((answer) => this.note(answer, request)),
      map((answer) => asVolume(answer, request, this.name))
    );
  }

  private note(answer: DataQueryResponse, { targets }: DataQueryRequest<HuntingQuery>): void {
    for (const { refId } of targets) {
      const error = allErrors(answer).find((candidate) => candidate.refId === `${VOLUME_REF_ID}${refId}`);
      this.volumeRefusals.set(refId, error && refusalOf(error, answer));
    }
  }

  getLogRowContext(row: LogRowModel, options?: LogRowContextOptions, query?: HuntingQuery): Promise<DataQueryResponse> {
    return query ? this.context.page(row, options, query) : Promise.resolve({ data: [] });
  }

  async getLogRowContextQuery(
    row: LogRowModel,
    _options?: LogRowContextOptions,
    query?: HuntingQuery
  ): Promise<HuntingQuery | null> {
    return query ? this.context.alone(row, query) : null;
  }

  getLogRowContextUi(row: LogRowModel, onChange?: () => void): ReactNode {
    const subjects = this.context.begin(row);
    return createElement(ContextFilters, { key: row.uid, provider: this.context, subjects, onChange });
  }
}
