import { setTimeout } from 'node:timers/promises';

import { buildPlugin } from '../../build/plugin';
import { buildPreview } from '../../preview/start';
import type { Figures } from './main';
import { crowd, type Seen } from './wall/crowd';
import { type Site, startBareSite, startSite } from './wall/site';

const BUDGET = { callsPerMinute: 45, cacheSeconds: 60 };
const MINUTE_MS = 60_000;

interface Run {
  seen: Seen;
  highestPerMinute: number;
  throttled: number;
  hunts: number;
}

/**
 * 60 viewers of a wall with 24 panels, two variables and an annotation, and 15 rules, against a tenant of 45 calls a
 * minute: first through the plugin, then each request straight to the service. HUNTBOARD_WALL_MINUTES shortens a trial.
 */
export async function benchWall(): Promise<Figures> {
  const minutes = Number(process.env['HUNTBOARD_WALL_MINUTES'] ?? 10);
  await buildPlugin();
  await buildPreview();
  const governed = await run('with budget and cache', () => startSite(BUDGET), minutes);
  const without = await run('without', startBareSite, Math.min(minutes, 2));
  return {
    minutes,
    callsPerMinuteMax: governed.highestPerMinute,
    throttledSeen: governed.throttled,
    alertDelayMaxS: round(governed.seen.alertDelay),
    dataAgeMaxS: round(governed.seen.ages.worst().seconds),
    staleAnswers: governed.seen.stale,
    errors: total(governed.seen.errors),
    requests: governed.seen.requests,
    calls: governed.hunts,
    callsPerMinuteWithout: without.highestPerMinute,
    throttledWithout: without.throttled,
    errorsWithout: total(without.seen.errors),
    requestsWithout: without.seen.requests,
    alertDelayWithoutS: round(without.seen.alertDelay),
  };
}

async function run(name: string, start: () => Promise<Site>, minutes: number): Promise<Run> {
  const site = await start();
  try {
    process.stdout.write(`wall ${name}: ${minutes} min\n`);
    const seen = await crowd(site, performance.now() + minutes * MINUTE_MS).catch(async (error: unknown) => {
      await Promise.race([site.alive, setTimeout(1000)]); // a host that has ended says more than a broken connection
      throw error;
    });
    return await outcome(site, seen);
  } finally {
    await site.stop();
  }
}

async function outcome(site: Site, seen: Seen): Promise<Run> {
  const { calls, hunts, highestPerMinute } = await site.calls();
  for (const [error, times] of seen.errors) {
    process.stdout.write(`  ${times} x ${error}\n`);
  }
  process.stdout.write(`  oldest: ${seen.ages.worst().where}\n`);
  return { seen, hunts, highestPerMinute, throttled: calls.filter(({ status }) => status === 429).length };
}

function total(errors: Map<string, number>): number {
  return [...errors.values()].reduce((sum, times) => sum + times, 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
