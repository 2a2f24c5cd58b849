import type { Ask } from './panels';

/** What came back for one request. */
export interface Told {
  /** The whole body, in which an inserted event is looked for. */
  text: string;
  /** How often an answer from before a throttling was served. */
  stale: number;
  /** The plugin's sentence, where it refused. */
  error?: string;
  seconds: number;
}

/** A range in Grafana's words, or in milliseconds since 1970. */
export interface Span {
  from: string;
  to: string;
}

/** The shape of a panel: how wide it is decides how many points it asks for and with which interval. */
export interface Width {
  maxDataPoints: number;
  intervalMs: number;
}

/** For which time and width, and whether a rule asks. */
export interface Occasion {
  span: Span;
  width: Width;
  alert?: true;
}

/** Sends one query the way Grafana's page, or its alerting, does. */
export async function send(url: string, uid: string, ask: Ask, { span, width, alert }: Occasion): Promise<Told> {
  const begun = performance.now();
  const query = {
    refId: 'A',
    datasource: { uid },
    schemaVersion: 1,
    query: ask.query,
    format: ask.format,
    range: 'auto',
    ...width,
    ...(alert ? {} : { origin: ask.origin, relative: true }),
  };
  const answer = await fetch(`${url}/api/ds/query`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(alert ? { FromAlert: 'true' } : {}) },
    body: JSON.stringify({ ...span, queries: [query] }),
  });
  const text = await answer.text();
  const seconds = (performance.now() - begun) / 1000;
  const stale = text.split('"freshness":"stale"').length - 1;
  return answer.ok ? { text, stale, seconds } : { text, stale, seconds, error: sentence(text) };
}

function sentence(text: string): string {
  try {
    const { results, message } = JSON.parse(text) as { results?: Record<string, { error?: string }>; message?: string };
    return results?.['A']?.error ?? message ?? text;
  } catch {
    return text;
  }
}
