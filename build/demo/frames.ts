/** A data frame as Grafana's API writes it: https://grafana.com/developers/dataplane/ */
export interface Frame {
  schema: {
    name?: string;
    meta?: { stats?: Array<{ displayName: string; value: number; unit?: string }> };
    fields: Array<{ name: string; type: string; labels?: Record<string, string> }>;
  };
  data: { values: unknown[][]; nanos?: Array<number[] | null> };
}

interface Answer {
  results?: Record<string, { error?: string; status?: number; frames?: Frame[] }>;
  message?: string;
}

/** The one frame of a query. Throws the query's own error, or says that the host's answer is not an answer. */
export function readAnswer(json: unknown, refId: string): Frame {
  const answer = (typeof json === 'object' && json !== null ? json : {}) as Answer;
  const result = answer.results?.[refId];
  if (result?.error !== undefined && result.error !== '') {
    throw new Error(result.error);
  }
  const frame = result?.frames?.[0];
  if (frame === undefined) {
    throw new Error(answer.message ?? `the host sent no frame: ${JSON.stringify(json)?.slice(0, 300)}`);
  }
  return frame;
}

/** Column names and rows as text; a time is ISO 8601 with Kusto's seven digits, a null is empty. */
export function frameRows(frame: Frame): { names: string[]; rows: string[][] } {
  const { fields } = frame.schema;
  const count = frame.data.values[0]?.length ?? 0;
  const rows = Array.from({ length: count }, (_, row) =>
    fields.map((field, column) => {
      const value = frame.data.values[column]?.[row];
      return field.type === 'time' ? timeText(value, frame.data.nanos?.[column]?.[row] ?? 0) : cellText(value);
    })
  );
  return { names: fields.map((field) => field.name), rows };
}

/** The frame's stats, ours and the service's. */
export function frameStats(frame: Frame): Array<{ name: string; value: number; unit: string }> {
  return (frame.schema.meta?.stats ?? []).map(({ displayName, value, unit }) => ({
    name: displayName,
    value,
    unit: unit ?? '',
  }));
}

function timeText(value: unknown, nanos: number): string {
  if (typeof value !== 'number') {
    return '';
  }
  const ticks = String(Math.round(nanos / 100)).padStart(4, '0');
  return new Date(value).toISOString().replace('Z', `${ticks}Z`);
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
