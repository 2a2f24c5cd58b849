import {
  type DataFrame,
  dateTimeFormat,
  formattedValueToString,
  getValueFormat,
  type PanelData,
  type QueryResultMetaStat,
} from '@grafana/data';

import { RUN } from '../english/editor';
import type { HuntingQuery, RangeChoice } from '../query';

/** `frame.meta.custom`, as `pkg/frames` writes it. */
interface HuntFacts {
  requestId?: string;
  range?: { from: string; to: string };
  timespan?: string;
  format?: string;
  formatReason?: string;
  freshness?: string;
  ageSeconds?: number;
  portalUrl?: string;
  api?: string;
  windows?: Array<{ discarded?: boolean }>;
  missing?: { from: string; to: string };
  hunts?: WrittenHunt[];
}

/** One of the hunts of which an answer is made: what it looked for, and its KQL as it was sent. */
export interface WrittenHunt {
  title: string;
  kql: string;
}

/** What the footer tells of the last run of one query. */
export interface LastRun {
  stats: string[];
  range?: string;
  format?: string;
  freshness?: string;
  /** Of a hunt that is split: how many calls, and what was left out. */
  windows?: string;
  /** Where the service tells no CPU. */
  cpu?: string;
  requestId?: string;
  /** The KQL as it was sent. */
  executed?: string;
  /** Of an answer of several hunts: each runs alone, their text together does not. */
  hunts?: WrittenHunt[];
  portalUrl?: string;
}

/** Stats that are told in words of their own. */
const TOLD_APART = ['Age', 'Cache hit'];

/** Undefined before the first run, and when it failed. */
export function lastRun(
  data: PanelData | undefined,
  query: Pick<HuntingQuery, 'refId' | 'range'>
): LastRun | undefined {
  const frame = data?.series.find((candidate) => candidate.refId === query.refId);
  if (!frame) {
    return undefined;
  }
  const facts = factsOf(frame);
  const stats = frame.meta?.stats ?? [];
  return {
    stats: stats.filter(({ displayName, value }) => !isLeftOut(displayName, value)).map(statText),
    range: rangeText(facts, query.range),
    format: formatText(facts),
    windows: windowsText(facts),
    freshness: freshnessText(facts),
    cpu:
      facts.api === 'graph' && !stats.some(({ displayName }) => /cpu/i.test(displayName ?? '')) ? RUN.cpu : undefined,
    requestId: facts.requestId,
    executed: frame.meta?.executedQueryString,
    hunts: facts.hunts,
    portalUrl: facts.portalUrl,
  };
}

/** A wait of nothing says nothing. */
function isLeftOut(name: string | undefined, value: number): boolean {
  return TOLD_APART.includes(name ?? '') || (name === 'Wait' && value < 1);
}

function freshnessText({ freshness, ageSeconds = 0 }: HuntFacts): string | undefined {
  const age = formattedValueToString(getValueFormat('s')(Math.round(ageSeconds)));
  switch (freshness) {
    case 'fresh':
      return RUN.freshness.fresh;
    case 'shared':
      return RUN.freshness.shared;
    case 'stored':
      return RUN.freshness.stored(age);
    case 'stale':
      return RUN.freshness.stale(age);
    default:
      return undefined;
  }
}

function factsOf(frame: DataFrame): HuntFacts {
  const custom: unknown = frame.meta?.custom;
  return typeof custom === 'object' && custom !== null ? custom : {};
}

function statText({ displayName, value, unit }: QueryResultMetaStat): string {
  return `${displayName}: ${formattedValueToString(getValueFormat(unit ?? 'short')(value))}`;
}

function rangeText({ range, timespan }: HuntFacts, choice: RangeChoice): string | undefined {
  const isOwn = timespan === '';
  if (!range) {
    return isOwn ? RUN.noRange : undefined;
  }
  const why = choice === 'auto' ? (isOwn ? RUN.autoOwn : RUN.autoSent) : isOwn ? RUN.ownBounds : RUN.sent;
  return RUN.range(utc(range.from), utc(range.to), why);
}

function windowsText({ windows, missing }: HuntFacts): string | undefined {
  if (!windows) {
    return undefined;
  }
  const halved = windows.filter(({ discarded }) => discarded).length;
  const facts = [RUN.windows(windows.length - halved)];
  if (halved > 0) {
    facts.push(RUN.halved(halved));
  }
  if (missing) {
    facts.push(RUN.missing(utc(missing.from), utc(missing.to)));
  }
  return facts.join(', ');
}

function utc(iso: string): string {
  return dateTimeFormat(iso, { timeZone: 'utc' });
}

function formatText({ format, formatReason }: HuntFacts): string | undefined {
  if (!format) {
    return undefined;
  }
  return RUN.format(format === 'timeseries' ? RUN.timeSeries : format, asAside(formatReason ?? ''));
}

/** A sentence as it stands in brackets. A first word with a second capital or an underscore is a name and keeps its own. */
function asAside(sentence: string): string {
  const text = sentence.trim().replace(/[.\s]+$/, '');
  return /^[A-Z][a-z]*(?![\w$])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
