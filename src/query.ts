import type { AdHocVariableFilter } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';

import type { Context, Target, Volume } from './explore/target';

/** Shapes the backend can give the rows; auto decides by the last operator that shapes them. */
export const FORMATS = ['auto', 'table', 'timeseries', 'logs', 'graph'] as const;
export type Format = (typeof FORMATS)[number];

/** What is sent as Graph's Timespan: the dashboard's range unless the query bounds time itself, always it, or none. */
export const RANGES = ['auto', 'dashboard', 'query'] as const;
export type RangeChoice = (typeof RANGES)[number];

/** What a bin of a time series holds where there are no rows: auto is 0 for counts and sums, null for others. */
export const FILLS = ['auto', 'none', 'null', 'zero'] as const;
export type Fill = (typeof FILLS)[number];

/** How a long range is cut into windows, each a call of its own; none is one call for all. */
export const SPLITS = ['none', 'hour', 'day'] as const;
export type Split = (typeof SPLITS)[number];

/** The most that the limits take: what the service sends, and what a browser can lay out. `pkg/kql` has the same. */
export const MAX_ROWS = 100_000;
export const MAX_NODES = 1_500;

/** Bounds of an answer; what is left out has its default. */
export interface Limits {
  /** Events as they are, newest first; 1 to 100,000. */
  rows?: number;
  /** Nodes of a graph; 1 to 1,500. */
  nodes?: number;
  /** Generations of a process tree, up and down; 1 to 50. */
  depth?: number;
}

/** Where a query comes from. The backend can't see it, and weighs the tenant's quota by it. */
export type Origin = 'explore' | 'dashboard' | 'variable' | 'annotation' | 'suggestion' | 'volume' | 'context';

/**
 * The least interval of a panel, unless the panel sets its own. A panel's interval follows from its width, so that
 * without a floor viewers with screens of five sizes ask five different hunts, each a call of the tenant's quota.
 */
export const MINIMUM_INTERVAL = '1m';

/** Set on the way out, never saved. */
export interface Transient {
  origin?: Origin;
  /** The request's range is relative (`now-6h`), so the backend may align it for shared calls. */
  relative?: true;
  /** The dashboard's ad hoc filters; the backend finds the tables they belong to. */
  adhocFilters?: Filter[];
  /** Counts of the query's rows over time. */
  volume?: Volume;
  /** What happened around one of the query's rows. */
  context?: Context;
}

/** An ad hoc filter as the backend reads it: a column, an operator of Grafana's, a value or, for =| and !=|, several. */
export type Filter = Pick<AdHocVariableFilter, 'key' | 'operator' | 'value' | 'values'>;

/** One hunt, as a dashboard stores it: version 1. `pkg/kql` reads the same JSON. Unknown fields are kept. */
export interface HuntQuery extends DataQuery, Transient {
  schemaVersion: 1;
  /** `budget`: no KQL but the name of what the data source tells of its own calls, at no cost: `now`, `slowest`, a figure. */
  queryType?: 'hunt' | 'budget';
  query: string;
  format: Format;
  range: RangeChoice;
  fill?: Fill;
  /** The keys of JSON objects become columns of their own. */
  flatten?: boolean;
  limits?: Limits;
  split?: Split;
  /** The editor shows the builder. What it shows is read from the KQL, which alone counts. */
  builder?: true;
  /** What macros go by where it is not the table's own column. */
  timeColumn?: string;
}

/**
 * Everything a panel may ask. `queryType` tells a hunt from a query about one entity, which a link makes: the cell that
 * was clicked travels in `hunt`, which is data and never read for variables.
 */
export interface HuntingQuery extends Omit<HuntQuery, 'queryType'> {
  queryType?: HuntQuery['queryType'] | 'go' | 'process' | 'incident';
  hunt?: Target;
}

export const DEFAULT_QUERY: Omit<HuntQuery, 'refId'> = {
  schemaVersion: 1,
  queryType: 'hunt',
  query: '',
  format: 'auto',
  range: 'auto',
};

/**
 * Brings a stored query to this version: version 0 is what another tool writes (`{query}`), so what is left out has its
 * default. One of a later version stays as it is, and the backend says so.
 */
export function withDefaults(query: Partial<HuntingQuery> & DataQuery): HuntingQuery {
  return { ...DEFAULT_QUERY, ...query, schemaVersion: newest(query.schemaVersion) };
}

function newest(version: number | undefined): 1 {
  return (version ?? 0) > 1 ? (version as 1) : 1;
}

/** A hidden or blank query never leaves the browser: each one sent costs tenant quota. */
export function isRunnable(query: Partial<HuntingQuery>): boolean {
  return !query.hide && (isAboutEntity(query) || (query.query ?? '').trim() !== '');
}

/** The backend writes the KQL of these, so they have no text and no variables. */
export function isAboutEntity({ queryType }: Partial<HuntingQuery>): boolean {
  return queryType !== undefined && queryType !== 'hunt' && queryType.trim() !== '';
}
