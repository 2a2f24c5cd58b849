import { ticksFromMs } from './ticks';

/** What time it is in the emulated tenant, in ticks. Tokens, certificates and quotas live by the wall clock instead. */
export interface Clock {
  now(): bigint;
}

/** A clock that moves with the machine's. */
export function movingClock(wall: () => number = Date.now): Clock {
  return { now: () => ticksFromMs(wall()) };
}

/** A clock that stands still, so that a recorded tenant gives the same answers for ever. */
export function standingClock(ticks: bigint): Clock {
  return { now: () => ticks };
}
