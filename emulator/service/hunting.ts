import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Clock } from '../clock';
import type { Issuer } from '../entra/token';
import type { Engine, HuntResult } from '../kql/engine';
import { TICKS_PER_MINUTE } from '../ticks';
import { authorize } from './bearer';
import type { Call } from './calls';
import type { Exchange } from './exchange';
import { refuseFailedHunt } from './huntError';
import { type HuntRequest, MAX_BODY, readHunt } from './huntRequest';
import type { Quota } from './quota';
import { Refusal } from './refusal';
import type { Surface } from './surface';
import { readTimespan, type Window } from './timespan';

/** Rows and bytes of one answer; more rows are cut off without a word, more bytes are an error. */
const MAX_ROWS = 100_000;
const MAX_BYTES = 50 * 1024 * 1024;
const PIECE_BYTES = 256 * 1024;

const TOO_LARGE =
  'Query execution has exceeded the allowed result size. Optimize your query by limiting the amount of results and try again.';

/** What a hunt needs to know of its tenant. */
export interface HuntingTenant {
  engine: Engine;
  clock: Clock;
  issuer: Issuer;
  quota: Quota;
  /** Minutes after its time at which a row can be seen. */
  late: number;
}

/** Answers one hunting call, and notes in `call` what was asked and by whom. Throws a Refusal for what is turned down. */
export async function hunt(surface: Surface, exchange: Exchange, tenant: HuntingTenant, call: Call): Promise<void> {
  const body = await exchange.body(MAX_BODY);
  call.clientId = authorize(exchange.header('authorization'), surface.resource, tenant.issuer).appid;
  takeCall(tenant.quota);
  const request = readHunt(body, exchange.header('content-type'), surface.body);
  call.query = request.query;
  call.timespan = request.timespan ?? '';
  const started = performance.now();
  const result = await run(request, tenant, exchange.signal);
  const pieces = await encode(surface, result, exchange, (performance.now() - started) / 1000);
  exchange.send(200, pieces, { 'Content-Type': 'application/json; charset=utf-8' });
}

function takeCall(quota: Quota): void {
  const place = quota.take();
  if (!place.allowed) {
    const message = `API calls quota exceeded! maximum allowed ${quota.callsPerMinute} per 00:01:00`;
    throw new Refusal(429, 'TooManyRequests', message, {
      headers: { 'Retry-After': String(place.retryAfter) },
      inner: { code: '429', status: '429', message: 'Please retry after' },
    });
  }
}

async function run(request: HuntRequest, tenant: HuntingTenant, signal: AbortSignal): Promise<HuntResult> {
  const now = tenant.clock.now();
  const window = visible(readTimespan(request.timespan, now), now, tenant.late);
  if (!window) {
    const text = `Invalid Timespan '${request.timespan}'; it must be an ISO 8601 interval, duration or date.`;
    throw new Refusal(400, 'BadRequest', text);
  }
  try {
    const result = await tenant.engine.run(request.query, { now, window, signal });
    return result.rows.length > MAX_ROWS ? { ...result, rows: result.rows.slice(0, MAX_ROWS) } : result;
  } catch (error) {
    const refusal = refuseFailedHunt(error);
    if (refusal.status === 500 && !signal.aborted) {
      process.stderr.write(`A hunt failed inside the emulator: ${error instanceof Error ? error.stack : error}\n`);
    }
    throw refusal;
  }
}

/** Late rows are not there yet. */
function visible(window: Window | undefined, now: bigint, late: number): Window | undefined {
  const newest = now - BigInt(late) * TICKS_PER_MINUTE + 1n;
  return window && late > 0 && window.to > newest ? { ...window, to: newest } : window;
}

/**
 * The answer in pieces of a fixed size rather than one text, and other calls get their turn in between: 50 MB at once
 * would hold them all up.
 */
async function encode(surface: Surface, result: HuntResult, exchange: Exchange, seconds: number): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  let size = 0;
  let open = '';
  for (const text of surface.encode(result, exchange, seconds)) {
    open += text;
    if (open.length >= PIECE_BYTES) {
      const piece = Buffer.from(open);
      open = '';
      size += piece.length;
      pieces.push(piece);
      if (size > MAX_BYTES) {
        throw new Refusal(400, 'BadRequest', TOO_LARGE);
      }
      await nextTurn();
      exchange.signal.throwIfAborted();
    }
  }
  return [...pieces, Buffer.from(open)];
}
