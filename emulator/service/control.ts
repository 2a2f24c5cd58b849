import type { Proofs } from '../entra/clientAssertion';
import { type Resource, RESOURCES } from '../entra/resources';
import type { Issuer } from '../entra/token';
import type { CallLog } from './calls';
import type { Connections } from './connections';
import { NO_CHOICE, readStyle, type Style } from './encode/style';
import type { Exchange } from './exchange';
import { readFault } from './faultRequest';
import type { Faults } from './faults';
import { readGrant, readServiceAccount } from './grantRequest';
import type { Limits } from './limits';

/** What the emulator lets a test or a drill do to it, under `/_emulator/`. Not part of any service. */
export interface Controls {
  calls: CallLog;
  faults: Faults;
  connections: Connections;
  issuer: Issuer;
  /** What the app may sign in with besides its secret. */
  proofs: Proofs;
  limits: Limits;
  /** How answers are written; changed in place. */
  style: Style;
  /** The roles an administrator has consented to; read at every token. */
  consented: Set<string>;
  /** The delegated permissions that are consented to, likewise. */
  delegated: Set<string>;
  /** Whether the app's secret counts as expired. */
  secret: { expired: boolean };
  /** Adds rows to a table; throws a sentence that names the row and column that do not fit. */
  insert(table: string, rows: unknown[]): Promise<void>;
}

type Action = (controls: Controls, exchange: Exchange) => Promise<object> | object;

const MAX_CONTROL_BODY = 50_000_000;

const ACTIONS: Readonly<Record<string, Action>> = {
  'GET /_emulator/calls': ({ calls }) => calls.report(),
  'DELETE /_emulator/calls': ({ calls }) => (calls.clear(), {}),
  'GET /_emulator/connections': ({ connections }) => connections.report(),
  'DELETE /_emulator/connections': ({ connections }) => (connections.closeIdle(), connections.report()),
  'GET /_emulator/faults': ({ faults }) => ({ faults: faults.list() }),
  'POST /_emulator/faults': async ({ faults }, exchange) => {
    const body = await json(exchange);
    (Array.isArray(body) ? body : [body]).map(readFault).forEach((fault) => faults.add(fault));
    return { faults: faults.list() };
  },
  'DELETE /_emulator/faults': ({ faults }) => (faults.clear(), { faults: [] }),
  'GET /_emulator/quota': ({ limits }) => limits.state(),
  'POST /_emulator/quota': async ({ limits }, exchange) => (limits.change(await json(exchange)), limits.state()),
  'GET /_emulator/wire': ({ style }) => style,
  'POST /_emulator/wire': async ({ style }, exchange) =>
    Object.assign(style, NO_CHOICE, readStyle(await json(exchange))),
  'POST /_emulator/expire-tokens': ({ issuer }) => (issuer.expireAll(), {}),
  'POST /_emulator/secret': async ({ secret }, exchange) => {
    const { expired } = await members(exchange);
    if (typeof expired !== 'boolean') {
      throw new Error('Send {"expired":true} or {"expired":false}.');
    }
    return Object.assign(secret, { expired });
  },
  'POST /_emulator/token': async ({ issuer }, exchange) => {
    const { audience, ...grant } = readGrant(await members(exchange));
    return { access_token: issuer.grant(audience, grant) };
  },
  'POST /_emulator/service-account': async ({ proofs }, exchange) => ({
    token: proofs.cluster.token(readServiceAccount(await members(exchange))),
  }),
  'POST /_emulator/roles': ({ consented }, exchange) => consent(consented, 'role', exchange),
  'POST /_emulator/scopes': ({ delegated }, exchange) => consent(delegated, 'scope', exchange),
  'POST /_emulator/events': async ({ insert }, exchange) => {
    const { table, rows } = await members(exchange);
    if (typeof table !== 'string' || !Array.isArray(rows)) {
      throw new Error('Send {"table":"DeviceProcessEvents","rows":[{…}]}.');
    }
    await insert(table, rows);
    return { table, inserted: rows.length };
  },
};

/** Sets which permissions of a kind are consented to: `{"roles":[…]}` or `{"scopes":[…]}`. */
async function consent(all: Set<string>, kind: 'role' | 'scope', exchange: Exchange): Promise<object> {
  const name = `${kind}s`;
  const given = (await members(exchange))[name];
  const known = RESOURCES.map((resource: Resource) => resource[kind]);
  if (!Array.isArray(given) || given.some((permission) => !known.includes(permission as string))) {
    throw new Error(`Send {"${name}":[…]} with any of ${known.join(', ')}.`);
  }
  all.clear();
  given.forEach((permission) => all.add(String(permission)));
  return { [name]: given };
}

/** Answers a call under `/_emulator/`; what it cannot do it says in a sentence. */
export async function control(controls: Controls, exchange: Exchange): Promise<void> {
  const action = ACTIONS[`${exchange.request.method} ${exchange.url.pathname}`];
  if (!action) {
    return exchange.sendJson(404, { error: `The emulator has: ${Object.keys(ACTIONS).join(', ')}.` });
  }
  try {
    return await exchange.sendJson(200, await action(controls, exchange));
  } catch (error) {
    return exchange.sendJson(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

async function members(exchange: Exchange): Promise<Record<string, unknown>> {
  const body = await json(exchange);
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

async function json(exchange: Exchange): Promise<unknown> {
  try {
    return JSON.parse((await exchange.body(MAX_CONTROL_BODY)).toString('utf8'));
  } catch {
    throw new Error('The body is not JSON.');
  }
}
