import {
  type DataFrame,
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
  return formatReason ? `Format: ${name} (${asAside(formatReason)})` : `Format: ${name}`;
}

/** A sentence as it stands in brackets. A first word with a second capital or an underscore is a name and keeps its own. */
function asAside(sentence: string): string {
  const text = sentence.trim().replace(/[.\s]+$/, '');
  return /^[A-Z][a-z]*(?![\w$])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
