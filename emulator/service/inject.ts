import { gzipSync } from 'node:zlib';

import type { Exchange } from './exchange';
import type { Fault } from './faults';
import { proxyPage, type Refusal } from './refusal';
import { cpuExhausted, tooManyCalls, unknownError } from './refusals';

/**
 * Lets a fault happen to a call. True when the fault has answered it, so that nothing else may. Throws the Refusal that
 * the fault asks for; rejects when the caller hangs up during a delay.
 */
export async function inject(fault: Fault | undefined, exchange: Exchange): Promise<boolean> {
  if (!fault) {
    return false;
  }
  if (fault.delayMs) {
    await exchange.pace.wait(fault.delayMs, exchange.signal);
  }
  exchange.damage = fault;
  if (fault.refusal) {
    throw refusalOf(fault);
  }
  if (fault.gzipMegabytes) {
    await exchange.send(200, bomb(fault.gzipMegabytes), {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Encoding': 'gzip',
    });
    return true;
  }
  if (fault.status === undefined && fault.body === undefined) {
    return false;
  }
  const text = typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body ?? {});
  const contentType = text.trimStart().startsWith('<') ? 'text/html' : 'application/json';
  await exchange.send(fault.status ?? 200, [Buffer.from(text)], { 'Content-Type': contentType, ...fault.headers });
  return true;
}

const PAGES: Readonly<Record<number, string>> = {
  413: 'Request Entity Too Large',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

/** Seconds that a tenant waits when its share of the processors is said to be used up and no wait is named. */
const USUAL_BLOCK = 420;

function refusalOf({ refusal, status, retryAfter }: Fault): Refusal {
  switch (refusal) {
    case 'calls':
      return tooManyCalls(45, retryAfter);
    case 'cpu':
      return cpuExhausted(retryAfter ?? USUAL_BLOCK, retryAfter);
    case 'page':
      return proxyPage(status ?? 502, PAGES[status ?? 502] ?? 'Error');
    default:
      return unknownError(status ?? 500);
  }
}

const MEGABYTE = 1024 * 1024;

/** An empty hunting answer with megabytes of blanks in it. Gzip streams may follow one another, so one is enough. */
function bomb(megabytes: number): Buffer[] {
  const blanks = gzipSync(Buffer.alloc(MEGABYTE, ' '));
  return [gzipSync('{"schema":[],"results":['), ...Array.from({ length: megabytes }, () => blanks), gzipSync(']}')];
}
