// cspell:words Visualisation
import assert from 'node:assert/strict';

import { type Emulator, startEmulator } from '../../preview/start';
import { startSite, UID } from './site';

/** The end of the generated tenant's time. */
export const NOW = Date.parse('2026-11-23T20:00:00Z');
const FROM = NOW - 2 * 86_400_000;

export interface Frame {
  schema: {
    meta?: { executedQueryString?: string; preferredVisualisationType?: string; notices?: Array<{ text: string }> };
    fields: Array<{ name: string; labels?: Record<string, string> }>;
  };
  data: { values: unknown[][] };
}

export interface Result {
  error?: string;
  frames?: Frame[];
}

/** A generated tenant of 30 machines with its attack, and the built plugin that asks it for the last two days. */
export interface Office {
  ask(query: object): Promise<Result>;
  /** The first frame of what must have no error. */
  rows(query: object): Promise<Frame>;
  stop(): Promise<void>;
}

export async function startOffice(): Promise<Office> {
  const emulator = await startEmulator([
    ...['--port', '0', '--calls-per-minute', '0', '--devices', '30', '--days', '3', '--seed', '1'],
    ...['--now', new Date(NOW).toISOString()],
  ]);
  return openOffice(emulator, () => emulator.stop());
}

/** The built plugin in front of a running tenant, which ends with it. */
export async function openOffice(emulator: Emulator, close: () => Promise<void>): Promise<Office> {
  const site = await startSite(emulator);
  const ask = async (query: object) => {
    const target = { refId: 'A', datasource: { uid: UID }, schemaVersion: 1, intervalMs: 60_000, ...query };
    const answer = await fetch(`${site.url}/api/ds/query`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ from: String(FROM), to: String(NOW), queries: [target] }),
    });
    const { results } = (await answer.json()) as { results: Record<string, Result> };
    return results['A']!;
  };
  return {
    ask,
    rows: async (query) => {
      const { error, frames } = await ask(query);
      assert.equal(error, undefined);
      return frames![0]!;
    },
    stop: async () => {
      await site.stop();
      await close();
    },
  };
}
