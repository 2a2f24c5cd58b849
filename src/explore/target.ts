/** What a hunt that the backend writes is about. `pkg/kql` reads the same JSON; times are milliseconds since 1970. */
export interface Target {
  /** go: what kind of thing the value names, such as `device` or `sha256`. */
  entity?: string;
  value?: string;
  /** The time of the row it came from. Grafana's links write numbers as text. */
  atMs?: number | string;
  /** go: only this table and column; all that know the entity where they are left out. */
  table?: string;
  column?: string;
  /** How far before and after `atMs`, a process's creation or an alert's row; `USUAL_HOURS` where it is left out. */
  hours?: number;
  /** process: an id is used again, so that only the three together name one process. */
  deviceId?: string;
  processId?: number | string;
  createdMs?: number | string;
  /** process: what it did beside starting others. */
  edges?: Edge[];
  /** incident: one of the two. */
  incidentId?: string;
  alertId?: string;
}

/** What a process tree can show beside processes; all of them are one more hunt. */
export const EDGES = ['network', 'file', 'registry'] as const;
export type Edge = (typeof EDGES)[number];

/** The most generations of a process tree, and the most hours around. `pkg/kql` has the same. */
export const MAX_DEPTH = 50;
export const MAX_HOURS = 720;

/** What the backend takes where nothing is said: `pkg/kql` and `pkg/graphs` have the same. */
export const USUAL_HOURS = { go: 1, process: 12, incident: 72 } as const;
export const USUAL_DEPTH = 10;
export const USUAL_NODES = 150;

/** Asks for the counts over time of a query's rows. Never saved. */
export interface Volume {
  by: 'severity' | 'action';
  intervalMs?: number;
}

/** Asks for what happened around a row, to one of device, account, mailbox and app. Never saved. */
export interface Context {
  atMs: number;
  device?: string;
  account?: string;
  mailbox?: string;
  app?: string;
  direction: 'before' | 'after';
  limit: number;
  minutes: number;
  /** A term that a row must have. */
  filter?: string;
}

/** What a hunt is about, in one line. */
export function describe({ queryType = '', hunt = {} }: { queryType?: string; hunt?: Target }): string {
  const facts = {
    go: [hunt.entity, hunt.value],
    process: [hunt.processId, hunt.deviceId && `on ${hunt.deviceId}`],
    incident: [hunt.incidentId ?? hunt.alertId],
  }[queryType];
  return [`${queryType}:`, ...(facts ?? [])].filter((fact) => fact !== undefined && fact !== '').join(' ');
}

/** A target's time as people read and type it: in UTC, with its milliseconds, which tell processes apart. */
export function utc(ms: number | string | undefined): string | undefined {
  if (ms === undefined || ms === '') {
    return undefined;
  }
  const time = new Date(Number(ms));
  const isTime = !Number.isNaN(time.valueOf());
  return isTime
    ? time
        .toISOString()
        .replace('T', ' ')
        .replace(/(\.000)?Z$/, '')
    : String(ms);
}
