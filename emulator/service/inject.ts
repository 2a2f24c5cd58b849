import { setTimeout as wait } from 'node:timers/promises';

import type { Exchange } from './exchange';
import type { Fault } from './faults';

/**
 * Lets a fault happen to a call. True when the fault has answered it, so that nothing else may; rejects when the caller
 * hangs up during a delay.
 */
export async function inject(fault: Fault | undefined, exchange: Exchange): Promise<boolean> {
  if (!fault) {
    return false;
  }
  if (fault.delayMs) {
    await wait(fault.delayMs, undefined, { signal: exchange.signal });
  }
  exchange.cutAfterBytes = fault.cutAfterBytes;
  if (fault.status === undefined && fault.body === undefined) {
    return false;
  }
  const text = typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body ?? {});
  const contentType = text.trimStart().startsWith('<') ? 'text/html' : 'application/json';
  exchange.send(fault.status ?? 200, [Buffer.from(text)], { 'Content-Type': contentType, ...fault.headers });
  return true;
}
