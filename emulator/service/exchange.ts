import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Damage } from './faults';
import { type Pace, REAL_PACE } from './pace';
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

  /** What a fault does to the answer. */
  damage: Damage = {};

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    readonly pace: Pace = REAL_PACE
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

  sendJson(status: number, body: object, headers: Record<string, string> = {}): Promise<void> {
    return this.send(status, [Buffer.from(JSON.stringify(body))], { 'Content-Type': 'application/json', ...headers });
  }

  /** Sends a whole body that is kept in pieces, with the damage that a fault does to it. */
  async send(status: number, body: readonly Buffer[], headers: Record<string, string>): Promise<void> {
    const { cutAfterBytes = Infinity, bytesPerSecond, skewSeconds, malformed } = this.damage;
    const pieces = malformed ? breakJson(body) : body;
    const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const date = skewSeconds ? { Date: new Date(Date.now() + skewSeconds * 1000).toUTCString() } : {};
    this.response.writeHead(status, { ...headers, ...date, 'Content-Length': size });
    for (const piece of pieces) {
      const left = cutAfterBytes - this.bytesSent;
      const part = left < piece.length ? piece.subarray(0, left) : piece;
      await (bytesPerSecond ? this.#drip(part, bytesPerSecond) : this.#write(part));
      if (left < piece.length) {
        this.response.write('', () => this.response.destroy());
        return;
      }
    }
    this.response.end();
  }

  #write(piece: Buffer): void {
    this.bytesSent += piece.length;
    this.response.write(piece);
  }

  /** A tenth of a second's bytes at a time, so that a reader sees them come. */
  async #drip(piece: Buffer, bytesPerSecond: number): Promise<void> {
    const drop = Math.max(1, Math.floor(bytesPerSecond / 10));
    for (let at = 0; at < piece.length; at += drop) {
      this.#write(piece.subarray(at, at + drop));
      await this.pace.wait((1000 * drop) / bytesPerSecond, this.signal);
    }
  }
}

/** The body with the colon of a key in its middle made an equals sign, which no JSON has there. */
function breakJson(body: readonly Buffer[]): Buffer[] {
  const whole = Buffer.concat(body);
  const place = keyEnd(whole, Math.floor(whole.length / 2)) ?? keyEnd(whole, 0) ?? -1;
  whole.write('=', place + 1);
  return [whole];
}

/** Where the first key behind a place ends; a quote behind a backslash is part of a text. */
function keyEnd(json: Buffer, from: number): number | undefined {
  let at = json.indexOf('":', from);
  while (at > 0 && json[at - 1] === 0x5c) {
    at = json.indexOf('":', at + 1);
  }
  return at === -1 ? undefined : at;
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
