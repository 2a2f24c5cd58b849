import { readFileSync } from 'node:fs';

import { type Client, createClient } from '../../emulator/testing/client';
import type { Call } from '../../emulator/service/calls';
import type { Open } from '../../emulator/service/connections';
import type { Emulator } from '../../preview/start';

/** The emulator's own control surface. */
export interface Control {
  post(path: string, body?: object): Promise<Record<string, unknown>>;
  calls(): Promise<Call[]>;
  open(): Promise<Open>;
  /** Closes the connections that wait for another call. */
  closeIdle(): Promise<void>;
  /** Forgets faults and calls. */
  reset(): Promise<void>;
}

export function controlOf({ url, caFile }: Pick<Emulator, 'url' | 'caFile'>): Control {
  const client: Client = createClient(Number(new URL(url).port), readFileSync(caFile, 'utf8'));
  const ask = async (method: string, path: string, body?: object) => {
    const { status, text } = await client(`/_emulator/${path}`, { method, body });
    if (status !== 200) {
      throw new Error(`The emulator answered ${status} to ${method} ${path}: ${text}`);
    }
    return JSON.parse(text);
  };
  return {
    post: (path, body = {}) => ask('POST', path, body),
    calls: async () => (await ask('GET', 'calls')).calls,
    open: () => ask('GET', 'connections'),
    closeIdle: () => ask('DELETE', 'connections'),
    reset: async () => {
      await ask('DELETE', 'faults');
      await ask('DELETE', 'calls');
    },
  };
}
