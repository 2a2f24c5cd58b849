import { Ages } from './age';
import type { Occasion, Span, Told, Width } from './ask';
import { type Ask, PANELS, RULES, SURROUNDINGS, TABLES } from './panels';

export const VIEWERS = 60;
/**
 * Widths of the viewers' panels, from a phone to a wall. Over six hours each has the data source's least interval;
 * `src/datasource.test.ts` holds Grafana's own arithmetic to it.
 */
const WIDTHS: readonly Width[] = [320, 640, 960, 1280, 1900].map((pixels) => ({
  maxDataPoints: pixels,
  intervalMs: 60_000,
}));
const REFRESH_MS = 60_000;
/** What a browser has under way at one host. */
const CONNECTIONS = 6;
/** How often an event is inserted; not a divisor of the refresh, so that it meets every phase. */
const INSERT_MS = 47_000;
const SPAN: Span = { from: 'now-6h', to: 'now' };
/** What a rule asks for: five minutes up to its evaluation. */
const RULE_MS = 5 * 60_000;

/** What is asked, and whom: the plugin, or the service without it. */
export interface Road {
  send(ask: Ask, occasion: Occasion): Promise<Told>;
  insert(table: string, rows: object[]): Promise<void>;
}

/** What a run saw from the outside. */
export interface Seen {
  requests: number;
  errors: Map<string, number>;
  stale: number;
  /** Seconds that the slowest evaluation of a rule took. */
  alertDelay: number;
  ages: Ages;
}

/** Lets the viewers and the rules work until `ends`, milliseconds by performance.now(). */
export async function crowd(road: Road, ends: number): Promise<Seen> {
  const seen: Seen = { requests: 0, errors: new Map(), stale: 0, alertDelay: 0, ages: new Ages() };
  const viewers = Array.from({ length: VIEWERS }, (_, i) =>
    every(REFRESH_MS, Math.random() * REFRESH_MS, ends, () => refresh(road, i, WIDTHS[i % WIDTHS.length]!, seen))
  );
  const rules = RULES.map((rule, i) =>
    every(REFRESH_MS, (i * REFRESH_MS) / RULES.length, ends, () => evaluate(road, rule, seen))
  );
  let inserted = 0;
  const inserts = every(INSERT_MS, REFRESH_MS + Math.random() * 1000, ends - 2.5 * REFRESH_MS, async () => {
    await insert(road, `wall-event-${++inserted}.`, seen);
  });
  await Promise.all([...viewers, ...rules, inserts]);
  return seen;
}

/** Runs the work after `first` milliseconds and then at each period; a run that takes longer delays none but its own. */
async function every(period: number, first: number, ends: number, work: () => Promise<void>): Promise<void> {
  const running: Promise<void>[] = [];
  for (let at = performance.now() + first; at < ends; at += period) {
    await new Promise((resolve) => setTimeout(resolve, at - performance.now()));
    running.push(work());
  }
  await Promise.all(running);
}

/** One viewer's dashboard asks all that it shows. */
async function refresh(road: Road, viewer: number, width: Width, seen: Seen): Promise<void> {
  const asks = [...SURROUNDINGS, ...PANELS];
  const connection = async () => {
    for (let ask = asks.shift(); ask !== undefined; ask = asks.shift()) {
      const told = await note(seen, road.send(ask, { span: SPAN, width }));
      seen.ages.see(place(viewer, ask), told.text);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
}

async function evaluate(road: Road, rule: Ask, seen: Seen): Promise<void> {
  const now = Date.now();
  const span = { from: String(now - RULE_MS), to: String(now) };
  const told = await note(
    seen,
    road.send(rule, { span, width: { maxDataPoints: 43_200, intervalMs: 1000 }, alert: true })
  );
  seen.alertDelay = Math.max(seen.alertDelay, told.seconds);
}

async function note(seen: Seen, sent: Promise<Told>): Promise<Told> {
  const told = await sent;
  seen.requests++;
  seen.stale += told.stale;
  if (told.error !== undefined) {
    const kind = told.error.replace(/\d[\d:.,TZ-]*/g, 'N');
    seen.errors.set(kind, (seen.errors.get(kind) ?? 0) + 1);
  }
  return told;
}

/** Inserts an event of now into every table; its ActionType is the marker. */
async function insert(road: Road, marker: string, seen: Seen): Promise<void> {
  const row = { Timestamp: new Date().toISOString(), ActionType: marker };
  seen.ages.expect(marker, places());
  await Promise.all(TABLES.map((table) => road.insert(table, [row])));
}

function* places(): Generator<string> {
  for (let viewer = 0; viewer < VIEWERS; viewer++) {
    for (const panel of PANELS) {
      yield place(viewer, panel);
    }
  }
}

function place(viewer: number, ask: Ask): string {
  return `viewer ${viewer + 1}, ${ask.title}`;
}
