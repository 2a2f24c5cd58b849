import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Clock } from '../clock';
import type { Issuer } from '../entra/token';
import type { Engine, HuntResult } from '../kql/engine';
import { TICKS_PER_MINUTE } from '../ticks';
import { authorize } from './bearer';
import type { Call } from './calls';
import type { Style } from './encode/style';
import type { Exchange } from './exchange';
import { refuseFailedHunt } from './huntError';
import { type HuntRequest, MAX_BODY, readHunt } from './huntRequest';
import type { Limits } from './limits';
import type { Pace } from './pace';
import { Refusal } from './refusal';
import { resultTooLarge } from './refusals';
import type { Surface } from './surface';
import { readTimespan, type Window } from './timespan';

/** Bytes of one answer. */
const MAX_BYTES = 50 * 1024 * 1024;
const PIECE_BYTES = 256 * 1024;

/** What a hunt needs to know of its tenant. */
export interface HuntingTenant {
  engine: Engine;
  /** Knows the tables of endpoints alone. */
  endpointEngine: Engine;
  clock: Clock;
  issuer: Issuer;
  limits: Limits;
  style: Style;
  pace: Pace;
  /** Minutes after its time at which a row can be seen. */
  late: number;
  /** Days back that hunts may read. */
  lookBack: number;
}

/** Answers one hunting call, and notes in `call` what was asked and by whom. Throws a Refusal for what is turned down. */
export async function hunt(surface: Surface, exchange: Exchange, tenant: HuntingTenant, call: Call): Promise<void> {
  const body = await exchange.body(MAX_BODY);
  const claims = authorize(exchange.header('authorization'), surface.resource, tenant.issuer);
  call.clientId = claims.appid;
  call.user = claims.upn;
  tenant.limits.admit();
  const request = readHunt(body, exchange.header('content-type'), surface.body);
  call.query = request.query;
  call.timespan = request.timespan ?? '';
  const started = tenant.pace.now();
  const spent = () => (tenant.pace.now() - started) / 1000;
  let result: HuntResult;
  try {
    result = await runInTime(surface, exchange, tenant, request);
  } finally {
    tenant.limits.cpu.charge(spent());
  }
  const style = { ...tenant.style, wrongTypes: exchange.damage.wrongTypes ?? false };
  const pieces = await join(surface.encode(result, { exchange, seconds: spent(), style }), exchange.signal);
  await exchange.send(200, pieces, { 'Content-Type': 'application/json; charset=utf-8' });
}

/** Runs a hunt until its API's time is over, and interrupts it then. */
async function runInTime(
  surface: Surface,
  exchange: Exchange,
  tenant: HuntingTenant,
  request: HuntRequest
): Promise<HuntResult> {
  const deadline = tenant.pace.deadline(1000 * (tenant.limits.timeoutSeconds ?? surface.seconds));
  const signal = AbortSignal.any([exchange.signal, deadline.signal]);
  try {
    const { runMs } = exchange.damage;
    if (runMs) {
      await tenant.pace.wait(runMs, signal);
    }
    const { columns, rows } = await run(surface, tenant, request, signal);
    return { columns, rows: rows.length > surface.maxRows ? rows.slice(0, surface.maxRows) : rows };
  } catch (error) {
    if (deadline.signal.aborted && !exchange.signal.aborted) {
      throw surface.timedOut();
    }
    throw error;
  } finally {
    deadline.clear();
  }
}

async function run(
  surface: Surface,
  tenant: HuntingTenant,
  request: HuntRequest,
  signal: AbortSignal
): Promise<HuntResult> {
  const now = tenant.clock.now();
  const window = visible(readTimespan(request.timespan, now, tenant.lookBack), now, tenant.late);
  if (!window) {
    const text = `Invalid Timespan '${request.timespan}'; it must be an ISO 8601 interval, duration or date.`;
    throw new Refusal(400, 'BadRequest', text);
  }
  try {
    const engine = surface.endpointOnly ? tenant.endpointEngine : tenant.engine;
    return await engine.run(request.query, {
      now,
      window,
      signal,
      late: BigInt(tenant.late) * TICKS_PER_MINUTE,
      ...(tenant.limits.mostTables !== undefined && { mostTables: tenant.limits.mostTables }),
    });
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
async function join(texts: Iterable<string>, signal: AbortSignal): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  let size = 0;
  let open = '';
  for (const text of texts) {
    open += text;
    if (open.length >= PIECE_BYTES) {
      const piece = Buffer.from(open);
      open = '';
      size += piece.length;
      pieces.push(piece);
      if (size > MAX_BYTES) {
        throw resultTooLarge();
      }
      await nextTurn();
      signal.throwIfAborted();
    }
  }
  return [...pieces, Buffer.from(open)];
}
