import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';

import { instanceDiscovery, openIdMetadata } from '../entra/metadata';
import type { Identity } from '../tls/certificates';
import type { Call } from './calls';
import { control, type Controls } from './control';
import { discover, type DiscoveryName, discoveryOf } from './discovery/discovery';
import type { DescribedTable } from './discovery/tables';
import { Exchange } from './exchange';
import { hunt, type HuntingTenant } from './hunting';
import { inject } from './inject';
import { Refusal } from './refusal';
import { graphError, type Surface } from './surface';
import { exchangeToken } from './tokenExchange';

/** Everything one emulated tenant answers with. */
export interface Service {
  tenant: HuntingTenant;
  controls: Controls;
  /** The hunting APIs it has. */
  surfaces: readonly Surface[];
  /** The tables it tells of. */
  tables: readonly DescribedTable[];
}

const METADATA = /^\/([^/]+)\/(?:v2\.0\/)?\.well-known\/openid-configuration$/;
const TOKEN = /^\/([^/]+)\/oauth2\/v2\.0\/token$/;
const KEYS = /^\/([^/]+)\/discovery\/v2\.0\/keys$/;

/**
 * How long a connection is kept, ms: longer than any client keeps it. Node's 5 s ends it at the very moment at which a client
 * sends the next hunt, which no load balancer in front of the real service does so soon.
 */
const KEPT_FOR = 120_000;

/** The HTTPS server of the emulator, not yet listening. */
export function createService(identity: Identity, service: Service): Server {
  const options = { key: identity.key, cert: identity.cert, keepAliveTimeout: KEPT_FOR };
  const server = createServer(options, (request, response) => {
    void answer(service, request, response);
  });
  service.controls.connections.watch(server);
  return server;
}

async function answer(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const exchange = new Exchange(request, response, service.tenant.pace);
  const { connections } = service.controls;
  try {
    if (exchange.url.pathname.startsWith('/_emulator/')) {
      connections.leaveOut(request.socket);
      await control(service.controls, exchange);
    } else {
      await connections.during(() => route(service, exchange));
    }
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
  const surface = service.surfaces.find(({ paths }) =>
    paths.some((known) => known.toLowerCase() === path.toLowerCase())
  );
  const { issuer } = service.controls;
  const base = exchange.url.origin;
  if (surface) {
    return answerHunt(service, surface, exchange);
  }
  const discovery = discoveryOf(path);
  if (discovery) {
    return answerDiscovery(service, discovery, exchange);
  }
  const method = exchange.request.method;
  const tenant = (TOKEN.exec(path) ?? METADATA.exec(path) ?? KEYS.exec(path))?.[1] ?? '';
  if (method === 'POST' && TOKEN.test(path)) {
    return recorded(service, 'token', exchange, (call) => exchangeToken(service.controls, tenant, exchange, call));
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
  return exchange.sendJson(404, { error: { code: 'BadRequest', message } });
}

async function answerHunt(service: Service, surface: Surface, exchange: Exchange): Promise<void> {
  await recorded(service, surface.resource.id, exchange, (call) =>
    unlessRefused(surface.error, exchange, async () => {
      if (await inject(service.controls.faults.take('hunting'), exchange)) {
        return;
      }
      allow('POST', exchange);
      await hunt(surface, exchange, service.tenant, call);
    })
  );
}

async function answerDiscovery(service: Service, name: DiscoveryName, exchange: Exchange): Promise<void> {
  const { tables, controls } = service;
  await recorded(service, 'schema', exchange, (call) =>
    unlessRefused(graphError, exchange, async () => {
      if (await inject(controls.faults.take('schema'), exchange)) {
        return;
      }
      allow('GET', exchange);
      await discover(name, exchange, { issuer: controls.issuer, tables }, call);
    })
  );
}

function allow(method: 'GET' | 'POST', { request }: Exchange): void {
  if (request.method !== method) {
    const message = `The HTTP method ${request.method} is not allowed for this resource.`;
    throw new Refusal(405, 'MethodNotAllowed', message, { headers: { Allow: method } });
  }
}

/** Does the work; a Refusal becomes the answer of the API, or the page of the proxy in front of it. */
async function unlessRefused(body: Surface['error'], exchange: Exchange, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    const { html, headers } = error.more;
    await (html === undefined
      ? exchange.sendJson(error.status, body(error, exchange), headers)
      : exchange.send(error.status, [Buffer.from(html)], { 'Content-Type': 'text/html', ...headers }));
  }
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
