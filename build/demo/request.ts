import { request as http } from 'node:http';
import { request as https } from 'node:https';

export interface RequestOptions {
  /** PEM of the authority to trust; without it the system's. */
  ca?: string;
  /** With a body the method is POST, else GET. */
  body?: string;
  contentType?: string;
  headers?: Record<string, string>;
}

export interface Reply {
  status: number;
  text: string;
  /** The body as JSON; undefined when it is something else. */
  json: unknown;
}

const TIMEOUT_MS = 120_000;

/** One HTTP exchange. Rejects with the system's reason when no answer comes, within two minutes at the latest. */
export function request(url: string, options: RequestOptions = {}): Promise<Reply> {
  const { ca, body, contentType, headers } = options;
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? https : http;
    const call = send(url, {
      ca,
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...headers, ...(contentType === undefined ? {} : { 'Content-Type': contentType }) },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    call.once('error', (error) => reject(new Error(`${url} can't be reached: ${error.message}`)));
    call.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, text, json: parse(text) });
      });
    });
    call.end(body);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
