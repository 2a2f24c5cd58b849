import {
  type DataFrame,
  type DataQueryError,
  dateTimeFormat,
  formattedValueToString,
  getValueFormat,
  type PanelData,
  type QueryResultMetaStat,
} from '@grafana/data';

/** `frame.meta.custom`, as `pkg/frames` writes it. */
interface HuntFacts {
  requestId?: string;
  range?: { from: string; to: string };
  timespan?: string;
  format?: string;
  formatReason?: string;
}

/** What the footer tells of the last run of one query. */
export interface LastRun {
  stats: string[];
  range?: string;
  format?: string;
  requestId?: string;
}

/** Undefined before the first run, and when it failed. */
export function lastRun(data: PanelData | undefined, refId: string): LastRun | undefined {
  const frame = data?.series.find((candidate) => candidate.refId === refId);
  if (!frame) {
    return undefined;
  }
  const facts = factsOf(frame);
  return {
    stats: (frame.meta?.stats ?? []).map(statText),
    range: rangeText(facts),
    format: formatText(facts),
    requestId: facts.requestId,
  };
}

/** The service's sentence, or ours, about why this query failed. */
export function lastError(data: PanelData | undefined, refId: string): string | undefined {
  const single = data?.error && [undefined, refId].includes(data.error.refId) ? data.error : undefined;
  const error = data?.errors?.find((candidate) => candidate.refId === refId) ?? single;
  return error && errorText(error);
}

function factsOf(frame: DataFrame): HuntFacts {
  const custom: unknown = frame.meta?.custom;
  return typeof custom === 'object' && custom !== null ? custom : {};
}

function statText({ displayName, value, unit }: QueryResultMetaStat): string {
  return `${displayName}: ${formattedValueToString(getValueFormat(unit ?? 'short')(value))}`;
}

function rangeText({ range, timespan }: HuntFacts): string | undefined {
  if (!range) {
    return timespan === '' ? 'Range: the query’s own' : undefined;
  }
  const why = timespan === '' ? 'by the query’s own bounds' : 'sent with the query';
  return `Range: ${utc(range.from)} to ${utc(range.to)} UTC, ${why}`;
}

function utc(iso: string): string {
  return dateTimeFormat(iso, { timeZone: 'utc' });
}

function formatText({ format, formatReason }: HuntFacts): string | undefined {
  if (!format) {
    return undefined;
  }
  const name = format === 'timeseries' ? 'time series' : format;
  return formatReason ? `Format: ${name}, ${formatReason}` : `Format: ${name}`;
}

function errorText(error: DataQueryError): string {
  return error.message ?? error.data?.message ?? error.data?.error ?? 'The query failed without a reason.';
}
