import type { DataQueryError, PanelData } from '@grafana/data';

/** Why this query failed, as Grafana's query row finds it below every query editor. */
export function queryError(data: PanelData, refId: string): string | undefined {
  const single = data.error && [undefined, refId].includes(data.error.refId) ? data.error : undefined;
  const error = data.errors?.find((candidate) => candidate.refId === refId) ?? single;
  return error && errorText(error);
}

function errorText(error: DataQueryError): string {
  return error.message ?? error.data?.message ?? error.data?.error ?? 'The query failed without a reason.';
}
