import { answerTokenRequest } from '../entra/tokenRequest';
import type { Call } from './calls';
import type { Controls } from './control';
import type { Exchange } from './exchange';
import { inject } from './inject';

const MAX_TOKEN_BODY = 100_000;

/** Answers one call of the token endpoint, and notes in `call` who asked. */
export async function exchangeToken(controls: Controls, tenant: string, exchange: Exchange, call: Call): Promise<void> {
  const { faults, issuer, proofs, consented, delegated, secret } = controls;
  if (await inject(faults.take('token'), exchange)) {
    return;
  }
  const form = new URLSearchParams((await exchange.body(MAX_TOKEN_BODY)).toString('utf8'));
  const directory = {
    roles: ({ role }: { role: string }) => (consented.has(role) ? [role] : []),
    scopes: ({ scope }: { scope: string }) => (delegated.has(scope) ? [scope] : []),
    secretExpired: secret.expired,
  };
  const place = { base: exchange.url.origin, tenant, now: exchange.pace.wall() / 1000 };
  const { status, body, clientId, user } = answerTokenRequest(form, { issuer, proofs, directory }, place);
  Object.assign(call, { clientId, user });
  await exchange.sendJson(status, body, { 'Cache-Control': 'no-store, no-cache' });
}
