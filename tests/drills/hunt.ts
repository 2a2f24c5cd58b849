import { type Site, UID } from './site';

/** What a panel gets to see of one hunt. */
export interface Seen {
  /** Of the query, not of the HTTP answer. */
  status: number;
  error?: string;
  errorSource?: string;
  rows: number;
  notices: string[];
  /** The whole answer, to be searched for secrets. */
  text: string;
}

/** The part of Grafana's answer that is read here. */
interface Answer {
  results: Record<
    string,
    {
      status: number;
      error?: string;
      errorSource?: string;
      frames?: { schema: { meta?: { notices?: { text: string }[] } }; data: { values: unknown[][] } }[];
    }
  >;
}

export interface HuntOptions {
  query?: string;
  /** Default: what the rows ask for. */
  format?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

let hunts = 0;

/** Sends one hunt as a panel does. No two are alike, so that none is answered by another. */
export async function hunt(site: Site, options: HuntOptions = {}): Promise<Seen> {
  const query = options.query ?? `DeviceInfo | extend Drill = ${++hunts}`;
  const target = {
    refId: 'A',
    datasource: { uid: UID },
    schemaVersion: 1,
    query,
    queryType: 'hunt',
    range: 'query',
    format: options.format,
  };
  const answer = await fetch(`${site.url}/api/ds/query`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...options.headers },
    body: JSON.stringify({ from: 'now-1h', to: 'now', queries: [target] }),
    signal: options.signal,
  });
  const text = await answer.text();
  const result = (JSON.parse(text) as Answer).results?.A;
  if (!result) {
    throw new Error(`The host answered ${answer.status}: ${text}`);
  }
  const { status, error, errorSource, frames = [] } = result;
  const notices = frames.flatMap(({ schema }) => schema.meta?.notices?.map((notice) => notice.text) ?? []);
  return { status, error, errorSource, rows: frames[0]?.data.values[0]?.length ?? 0, notices, text };
}
