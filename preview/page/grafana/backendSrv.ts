import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { lastValueFrom, Observable, throwError } from 'rxjs';

type Request = BackendSrvRequest;
type Options = Partial<Request>;

/** Grafana's HTTP client with `fetch` below it: an unsubscribed call is aborted, a status >= 400 is a FetchError. */
export function backendSrv(): BackendSrv {
  const request = async <T>(options: Request): Promise<T> => (await lastValueFrom(send<T>(options))).data;
  const withMethod =
    (method: string) =>
    <T>(url: string, data?: unknown, options?: Options): Promise<T> =>
      request<T>({ ...options, method, url, data });
  return {
    get: (url, params, requestId, options) => request({ ...options, method: 'GET', url, params, requestId }),
    delete: withMethod('DELETE'),
    post: withMethod('POST'),
    patch: withMethod('PATCH'),
    put: withMethod('PUT'),
    request,
    datasourceRequest: (options) => lastValueFrom(send(options)),
    fetch: send,
    chunked: () => throwError(() => new Error('The preview has no chunked requests; only Grafana has.')),
  };
}

function send<T>(options: Request): Observable<FetchResponse<T>> {
  return new Observable((subscriber) => {
    const abort = new AbortController();
    run<T>(options, abort.signal).then(
      (response) => {
        subscriber.next(response);
        subscriber.complete();
      },
      (error: unknown) => subscriber.error(error)
    );
    return () => abort.abort();
  });
}

async function run<T>(options: Request, signal: AbortSignal): Promise<FetchResponse<T>> {
  const query = new URLSearchParams(options.params).toString();
  const url = query === '' ? options.url : `${options.url}${options.url.includes('?') ? '&' : '?'}${query}`;
  const json = options.data !== undefined;
  const response = await fetch(url, {
    method: options.method ?? 'GET',
    headers: { ...(json ? { 'Content-Type': 'application/json' } : {}), ...options.headers },
    body: json ? JSON.stringify(options.data) : undefined,
    signal: options.abortSignal ? AbortSignal.any([signal, options.abortSignal]) : signal,
  }).catch((error: unknown) => {
    const failed: FetchError = {
      status: 0,
      data: { message: `The preview's host didn't answer: ${error}` },
      config: options,
    };
    throw failed;
  });
  const data = parse(await response.text());
  const { ok, status, statusText, headers, redirected, type } = response;
  if (!ok) {
    const refused: FetchError = { status, statusText, data, config: options };
    throw refused;
  }
  return { data, ok, status, statusText, headers, redirected, type, url: response.url, config: options };
}

/** Answers are JSON, but for a resource that says something else: its text stays text. */
function parse(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
