import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';

import { instanceDiscovery, openIdMetadata } from '../entra/metadata';
import { answerTokenRequest } from '../entra/tokenRequest';
import type { Identity } from '../tls/certificates';
import type { Call } from './calls';
import { control, type Controls } from './control';
import { Exchange } from './exchange';
import { hunt, type HuntingTenant } from './hunting';
import { inject } from './inject';
import { Refusal } from './refusal';
import { type Surface, SURFACES } from './surface';

/** Everything one emulated tenant answers with. */
export interface Service {
  tenant: HuntingTenant;
  controls: Controls;
}

const MAX_TOKEN_BODY = 100_000;
const METADATA = /^\/([^/]+)\/(?:v2\.0\/)?\.well-known\/openid-configuration$/;
const TOKEN = /^\/([^/]+)\/oauth2\/v2\.0\/token$/;
const KEYS = /^\/([^/]+)\/discovery\/v2\.0\/keys$/;

/** The HTTPS server of the emulator, not yet listening. */
export function createService(identity: Identity, service: Service): Server {
  return createServer({ key: identity.key, cert: identity.cert }, (request, response) => {
    void answer(service, request, response);
  });
}

async function answer(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await route(service, new Exchange(request, response));
  } catch (error) {
    if (response.destroyed || request.destroyed) {
      return; // nobody is left to answer
    }
    process.stderr.write(`${request.method} ${request.url}: ${error instanceof Error ? error.stack : error}\n`);
    response.destroy();
  }
}

async function route(service: Service, exchange: Exchange): Promise<void> {
  const path = exchange.url.pathname;
  const surface = SURFACES.find(({ paths }) => paths.some((known) => known.toLowerCase() === path.toLowerCase()));
  const { issuer } = service.controls;
  const base = exchange.url.origin;
  if (path.startsWith('/_emulator/')) {
    return control(service.controls, exchange);
  }
  if (surface) {
    return answerHunt(service, surface, exchange);
  }
  const method = exchange.request.method;
  const tenant = (TOKEN.exec(path) ?? METADATA.exec(path) ?? KEYS.exec(path))?.[1] ?? '';
  if (method === 'POST' && TOKEN.test(path)) {
    return answerToken(service, tenant, exchange);
  }
  if (method === 'GET' && METADATA.test(path)) {
    return exchange.sendJson(200, openIdMetadata(base, tenant));
  }
  if (method === 'GET' && KEYS.test(path)) {
    return exchange.sendJson(200, issuer.keySet());
  }
  if (method === 'GET' && path === '/common/discovery/instance') {
    const asked = new URL(exchange.url.searchParams.get('authorization_endpoint') ?? base, base);
    return exchange.sendJson(200, instanceDiscovery(base, asked.pathname.split('/')[1] ?? ''));
  }
  const message = `Resource not found for the segment '${path.split('/').pop() ?? ''}'.`;
  exchange.sendJson(404, { error: { code: 'BadRequest', message } });
}

async function answerHunt(service: Service, surface: Surface, exchange: Exchange): Promise<void> {
  await recorded(service, surface.resource.id, exchange, async (call) => {
    try {
      if (await inject(service.controls.faults.take('hunting'), exchange)) {
        return;
      }
      if (exchange.request.method !== 'POST') {
        const message = `The HTTP method ${exchange.request.method} is not allowed for this resource.`;
        throw new Refusal(405, 'MethodNotAllowed', message, { headers: { Allow: 'POST' } });
      }
      await hunt(surface, exchange, service.tenant, call);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      refuse(error, surface, exchange);
    }
  });
}

function refuse(refusal: Refusal, surface: Surface, exchange: Exchange): void {
  const { html, headers } = refusal.more;
  if (html !== undefined) {
    exchange.send(refusal.status, [Buffer.from(html)], { 'Content-Type': 'text/html', ...headers });
  } else {
    exchange.sendJson(refusal.status, surface.error(refusal, exchange), headers);
  }
}

async function answerToken(service: Service, tenant: string, exchange: Exchange): Promise<void> {
  const { faults, issuer, consented } = service.controls;
  await recorded(service, 'token', exchange, async (call) => {
    if (await inject(faults.take('token'), exchange)) {
      return;
    }
    const form = new URLSearchParams((await exchange.body(MAX_TOKEN_BODY)).toString('utf8'));
    const { status, body, clientId } = answerTokenRequest(tenant, form, issuer, ({ role }) =>
      consented.has(role) ? [role] : []
    );
    call.clientId = clientId;
    exchange.sendJson(status, body, { 'Cache-Control': 'no-store, no-cache' });
  });
}

/** Notes a call, whatever becomes of it; one whose caller hung up has status 499, as nginx writes it. */
async function recorded(
  service: Service,
  api: Call['api'],
  exchange: Exchange,
  work: (call: Call) => Promise<void>
): Promise<void> {
  const started = performance.now();
  const { request, requestId, response } = exchange;
  const path = exchange.url.pathname;
  const at = new Date().toISOString();
  const call: Call = { at, api, method: request.method ?? '', path, status: 0, ms: 0, bytes: 0, requestId };
  service.controls.calls.add(call);
  try {
    await work(call);
  } finally {
    call.status = response.headersSent ? response.statusCode : 499;
    call.ms = Math.round(performance.now() - started);
    call.bytes = exchange.bytesSent;
  }
}
