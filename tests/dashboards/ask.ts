import type { Dashboard, Panel } from './dashboard';
import { type Choices, fill } from './fill';

/** A field of an answer, as a panel sees it. */
export interface Field {
  name: string;
  type: string;
  labels?: Record<string, string>;
  values: unknown[];
}

export interface Answer {
  error?: string;
  status?: number;
  fields: Field[];
  rows: number;
  /** Milliseconds that the answer took. */
  took: number;
}

interface Wire {
  results?: Record<
    string,
    {
      status?: number;
      error?: string;
      frames?: Array<{
        schema: { fields: Array<{ name: string; type: string; labels?: Record<string, string> }> };
        data: { values: unknown[][] };
      }>;
    }
  >;
}

export interface Ask {
  /** Where the plugin's host listens. */
  url: string;
  /** Id of the data source. */
  uid: string;
  query: object;
  /** Milliseconds since 1970, or Grafana's words for a time. */
  from: string;
  to: string;
  maxDataPoints?: number;
  intervalMs?: number;
  headers?: Record<string, string>;
}

/** Sends one query as Grafana's server hands it to the plugin. */
export async function ask({ url, uid, query, from, to, headers, ...rest }: Ask): Promise<Answer> {
  const began = performance.now();
  const sent = { refId: 'A', ...query, datasource: { uid }, maxDataPoints: 500, intervalMs: 3_600_000, ...rest };
  const response = await fetch(`${url}/api/ds/query`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ from, to, queries: [sent] }),
  });
  const text = await response.text();
  const result = Object.values((JSON.parse(text) as Wire).results ?? {})[0];
  if (!result) {
    throw new Error(`The host answered ${response.status}: ${text}`);
  }
  const fields = (result.frames ?? []).flatMap(({ schema, data }) =>
    schema.fields.map((field, i) => ({ ...field, values: data.values[i] ?? [] }))
  );
  const rows = Math.max(0, ...fields.map(({ values }) => values.length));
  return { error: result.error, status: result.status, fields, rows, took: performance.now() - began };
}

const DAY = 86_400_000;
const WIDTH = 600; // points of a panel that sets no number of its own

/** The queries of a panel with its variables filled in, and the step that Grafana works out for it. */
export function queriesOf(panel: Panel, dashboard: Dashboard, choices: Choices) {
  const days = Number(/^now-(\d+)d$/.exec(dashboard.time.from)?.[1] ?? Number.NaN);
  const maxDataPoints = panel.maxDataPoints ?? WIDTH;
  const intervalMs = roundInterval((days * DAY) / maxDataPoints);
  return panel.targets.map((target) => ({
    query: { ...target, query: fill(target.query, dashboard, choices), origin: 'dashboard', relative: true },
    maxDataPoints,
    intervalMs,
  }));
}

const MINUTE = 60_000;
const STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * MINUTE);

function roundInterval(interval: number): number {
  return STEPS.findLast((step) => step <= interval) ?? MINUTE;
}
