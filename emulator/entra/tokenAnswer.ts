import { randomUUID } from 'node:crypto';

/** An HTTP answer of the token endpoint; `body` is sent as JSON. */
export interface TokenAnswer {
  status: number;
  body: object;
  /** Whom the call was made by, for the list of calls; absent when the client is unknown. */
  clientId?: string;
  /** In whose name, where it is not the app's own. */
  user?: string;
}

/**
 * The answer to every failure at the token endpoint, with Entra's code in the text and in `error_codes`.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export function failure(status: number, error: string, code: number, text: string): TokenAnswer {
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const timestamp = new Date().toISOString().replace('T', ' ').replace(/\.\d+/, '');
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
  };
}

/** The answer to a form that lacks a parameter. */
export function missing(parameter: string): TokenAnswer {
  const text = `The request body must contain the following parameter: '${parameter}'.`;
  return failure(400, 'invalid_request', 900144, text);
}
