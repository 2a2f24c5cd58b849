/**
 * When a generated tenant's events end, chosen so that the attacks and the work that looks like them fall on working
 * days, nights and a weekend (`weekend`: the last day is one). A result must not depend on when somebody runs the drill.
 */
export const MOMENTS = [
  { name: 'a Wednesday at noon', now: '2026-11-18T12:00:00Z', seed: 1, weekend: false },
  { name: 'the night to a Sunday', now: '2026-11-22T02:30:00Z', seed: 2, weekend: true },
  { name: 'a Monday morning', now: '2026-11-23T08:15:00Z', seed: 3, weekend: true },
] as const;

export type Moment = (typeof MOMENTS)[number];

/** The emulator's flags for a tenant at that moment. */
export function flagsAt({ now, seed }: Moment): string[] {
  return ['--now', now, '--seed', String(seed)];
}
