import { type Resource, RESOURCES } from '../entra/resources';
import type { HuntResult } from '../kql/engine';
import { encodeGraph } from './encode/graph';
import { encodeLegacy } from './encode/legacy';
import type { Exchange } from './exchange';
import type { BodyRules } from './huntRequest';
import type { Refusal } from './refusal';

/** One of the three hunting APIs as a caller sees it: where it is, what it reads, how it answers. */
export interface Surface {
  resource: Resource;
  paths: readonly string[];
  body: BodyRules;
  /** The body of a good answer; `seconds` is the query's execution time. */
  encode(result: HuntResult, exchange: Exchange, seconds: number): Iterable<string>;
  /** The body of a refusal that is not a proxy's page. */
  error(refusal: Refusal, exchange: Exchange): object;
}

function resource(id: Resource['id']): Resource {
  const found = RESOURCES.find((candidate) => candidate.id === id);
  if (!found) {
    throw new Error(`No resource is called ${id}.`);
  }
  return found;
}

const GRAPH: Surface = {
  resource: resource('graph'),
  paths: ['/v1.0/security/runHuntingQuery', '/beta/security/runHuntingQuery'],
  body: { members: ['Query', 'Timespan', 'workspaceId'], anyCase: true },
  encode: (result, exchange) =>
    encodeGraph(result, { sidecars: !/odata\.metadata=none/i.test(exchange.header('accept') ?? '') }),
  error: (refusal, exchange) => ({
    error: {
      code: refusal.code,
      message: refusal.message,
      innerError: {
        ...refusal.more.inner,
        date: new Date().toISOString().slice(0, 19),
        'request-id': exchange.requestId,
        'client-request-id': exchange.clientRequestId,
      },
    },
  }),
};

/** Graph's codes in the words of the older APIs, where they differ. */
const LEGACY_CODES: Readonly<Record<string, string>> = {
  InvalidAuthenticationToken: 'Unauthorized',
  Authorization_RequestDenied: 'Forbidden',
  UnknownError: 'InternalServerError',
};

function legacy(id: 'xdr' | 'mde', path: string): Surface {
  return {
    resource: resource(id),
    paths: [path],
    body: { members: ['Query'], anyCase: false },
    encode: (result, _, seconds) =>
      encodeLegacy(result, id === 'xdr' ? { executionTime: seconds, resultBytes: 0 } : undefined),
    error: ({ code, message }, exchange) => ({
      error: { code: LEGACY_CODES[code] ?? code, message, target: `|${exchange.requestId}.` },
    }),
  };
}

export const SURFACES: readonly Surface[] = [
  GRAPH,
  legacy('xdr', '/api/advancedhunting/run'),
  legacy('mde', '/api/advancedqueries/run'),
];
