import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { proxyPage } from './refusal';

/** One request and the answer to it. */
export class Exchange {
  /** The service's id of the call: in the `request-id` header and in every error body. */
  readonly requestId = randomUUID();
  readonly clientRequestId: string;
  readonly url: URL;
  /** Ends when the caller hangs up. */
  readonly signal: AbortSignal;
  bytesSent = 0;

  /** Set to cut the connection after so many bytes of the body. */
  cutAfterBytes: number | undefined;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse
  ) {
    this.url = urlOf(request);
    this.clientRequestId = header(request, 'client-request-id') ?? this.requestId;
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    this.signal = gone.signal;
    response.setHeader('request-id', this.requestId);
    response.setHeader('client-request-id', this.clientRequestId);
  }

  header(name: string): string | undefined {
    return header(this.request, name);
  }

  /** The request's body. Over the limit it is nginx that answers, with 413 and a page. */
  async body(limit: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of this.request as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size <= limit) {
        pieces.push(piece); // an oversized body is read to its end, so that the caller gets to read the answer
      }
    }
    if (size > limit) {
      throw proxyPage(413, 'Request Entity Too Large');
    }
    return Buffer.concat(pieces);
  }

  sendJson(status: number, body: object, headers: Record<string, string> = {}): void {
    this.send(status, [Buffer.from(JSON.stringify(body))], { 'Content-Type': 'application/json', ...headers });
  }

  /** Sends a whole body that is kept in pieces; breaks the connection inside it when it is to be cut. */
  send(status: number, pieces: readonly Buffer[], headers: Record<string, string>): void {
    const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const cut = this.cutAfterBytes ?? Infinity;
    this.response.writeHead(status, { ...headers, 'Content-Length': size });
    for (const piece of pieces) {
      const left = cut - this.bytesSent;
      this.bytesSent += Math.min(piece.length, left);
      if (left < piece.length) {
        this.response.write(piece.subarray(0, left), () => this.response.destroy());
        return;
      }
      this.response.write(piece);
    }
    this.response.end();
  }
}

/** The URL that was asked; a host or path that makes none counts as the root, which is nobody's. */
function urlOf(request: IncomingMessage): URL {
  const host = `https://${request.headers.host ?? 'localhost'}`;
  return URL.canParse(request.url ?? '/', host) ? new URL(request.url ?? '/', host) : new URL('https://localhost/');
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
