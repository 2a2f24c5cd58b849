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
  /** Milliseconds since 1970. */
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
