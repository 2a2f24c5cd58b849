import { readFileSync } from 'node:fs';

import { createClient } from '../../../emulator/testing/client';
import type { Emulator } from '../../../preview/start';
import type { Road } from './crowd';

const DAY_MS = 86_400_000;
const SIX_HOURS_MS = DAY_MS / 4;

/** Sends each query straight to the service: one request is one call. */
export async function sender(emulator: Emulator): Promise<Road['send']> {
  const client = createClient(Number(new URL(emulator.url).port), readFileSync(emulator.caFile, 'utf8'));
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: emulator.clientId,
    client_secret: emulator.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  });
  const signIn = await client(`/${emulator.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  const { access_token: token } = JSON.parse(signIn.text) as { access_token: string };
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  return async (ask, { width }) => {
    const begun = performance.now();
    const body = { Query: plain(ask.query, width.intervalMs) };
    const { status, text } = await client('/v1.0/security/runHuntingQuery', { method: 'POST', headers, body });
    const told = { text, stale: 0, seconds: (performance.now() - begun) / 1000 };
    return status === 200 ? told : { ...told, error: `The service answered ${status}.` };
  };
}

/** The query with its macros written out for the last six hours. */
function plain(query: string, intervalMs: number): string {
  const now = Date.now();
  const from = new Date(now - SIX_HOURS_MS).toISOString();
  const filter = `Timestamp >= datetime(${from}) and Timestamp < datetime(${new Date(now).toISOString()})`;
  return query.replaceAll('$__timeFilter()', filter).replaceAll('$__interval', `${intervalMs / 1000}s`);
}
