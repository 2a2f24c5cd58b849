import { readFileSync } from 'node:fs';

import type { Emulator } from '../../preview/start';
import { frameRows, frameStats, readAnswer, type Frame } from './frames';
import type { Host } from './host';
import { request, type Reply } from './request';
import { textTable } from './textTable';

/** The hunt of `--check` when none is named: the busiest programs of the tenant. */
export const DEFAULT_HUNT =
  'DeviceProcessEvents | summarize Starts = count(), Devices = dcount(DeviceName) by FileName | top 10 by Starts desc';

/** A hop that failed: its name leads the sentence. */
class HopError extends Error {
  override name = 'HopError' as const;
}

/**
 * Sends one hunt through every layer and returns what to print: a line for each hop, the rows, the stats.
 * Throws an error that names the first hop that failed and says why.
 */
export async function check(emulator: Emulator, host: Host, kql: string): Promise<string> {
  const lines: string[] = [];
  const hop = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const start = Date.now();
    try {
      const result = await work();
      lines.push(`ok  ${name} (${Date.now() - start} ms)`);
      return result;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new HopError([...lines, `FAIL ${name}: ${why}`].join('\n'));
    }
  };
  const token = await hop('token over TLS', () => getToken(emulator));
  await hop('hunting POST to the service', () => huntDirectly(emulator, token));
  await hop(`${host.name}: plugin and data source`, () => health(host));
  const frame = await hop('hunt through host, plugin, service, decoder and frame', () => hunt(host, kql));
  return [...lines, '', showRows(frame), '', showStats(frame)].join('\n');
}

async function getToken(emulator: Emulator): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: emulator.clientId,
    client_secret: emulator.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  });
  const reply = await request(`${emulator.url}/${emulator.tenantId}/oauth2/v2.0/token`, {
    ca: readFileSync(emulator.caFile, 'utf8'),
    contentType: 'application/x-www-form-urlencoded',
    body: form.toString(),
  });
  const token = wanted(reply).access_token;
  if (typeof token !== 'string') {
    throw new Error('the answer holds no access_token.');
  }
  return token;
}

async function huntDirectly(emulator: Emulator, token: string): Promise<void> {
  const reply = await request(`${emulator.url}/v1.0/security/runHuntingQuery`, {
    ca: readFileSync(emulator.caFile, 'utf8'),
    contentType: 'application/json; charset=utf-8',
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify({ Query: 'print Answer = 42' }),
  });
  const { results } = wanted(reply);
  if (JSON.stringify(results) !== '[{"Answer@odata.type":"#Int64","Answer":42}]') {
    throw new Error(`"print Answer = 42" brought ${JSON.stringify(results)}.`);
  }
}

async function health(host: Host): Promise<void> {
  const { message, status } = wanted(await request(`${host.url}/api/datasources/uid/huntboard/health`));
  if (status !== 'OK') {
    throw new Error(String(message));
  }
}

async function hunt(host: Host, query: string): Promise<Frame> {
  const now = Date.now();
  const body = {
    from: String(now - 30 * 24 * 3600_000),
    to: String(now),
    queries: [
      {
        refId: 'A',
        datasource: { uid: 'huntboard' },
        schemaVersion: 1,
        queryType: 'hunt',
        format: 'table',
        range: 'query', // the emulator's clock may stand in another month than the host's
        query,
        intervalMs: 3_600_000,
        maxDataPoints: 1000,
      },
    ],
  };
  const reply = await request(`${host.url}/api/ds/query`, {
    contentType: 'application/json',
    body: JSON.stringify(body),
  });
  return readAnswer(reply.json, 'A');
}

function showRows(frame: Frame): string {
  const { names, rows } = frameRows(frame);
  return rows.length === 0 ? 'No rows.' : textTable(names, rows);
}

/** Grafana's unit ids in words. */
const UNITS: Record<string, string> = { short: '', none: '', decbytes: ' B', bytes: ' B' };

function showStats(frame: Frame): string {
  return frameStats(frame)
    .map(({ name, value, unit }) => `${name}: ${Number(value.toFixed(3))}${UNITS[unit] ?? ` ${unit}`.trimEnd()}`)
    .join(' · ');
}

/** The JSON object of a good answer; any other answer is an error with its status and first words. */
function wanted(reply: Reply): Record<string, unknown> {
  const { json, status, text } = reply;
  const object = typeof json === 'object' && json !== null ? { ...json } : {};
  if (status >= 400) {
    const { message } = object as { message?: unknown };
    throw new Error(typeof message === 'string' ? message : `HTTP ${status}: ${text.slice(0, 300)}`);
  }
  return object as Record<string, unknown>;
}
