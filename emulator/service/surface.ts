import { type Resource, resource } from '../entra/resources';
import type { HuntResult } from '../kql/engine';
import { encodeGraph } from './encode/graph';
import { encodeLegacy } from './encode/legacy';
import type { Style } from './encode/style';
import type { Exchange } from './exchange';
import type { BodyRules } from './huntRequest';
import type { Refusal } from './refusal';
import { timeoutPeriod, unknownError } from './refusals';

/** One of the three hunting APIs as a caller sees it: where it is, what it reads, how far it goes, how it answers. */
export interface Surface {
  resource: Resource;
  paths: readonly string[];
  body: BodyRules;
  /** Rows of one answer; more are cut off without a word. */
  maxRows: number;
  /** Seconds that one query may run. */
  seconds: number;
  /** It knows the tables of endpoints alone. */
  endpointOnly: boolean;
  /** What is answered when a query ran longer. */
  timedOut(): Refusal;
  /** The body of a good answer; `seconds` is the query's execution time. */
  encode(result: HuntResult, answering: Answering): Iterable<string>;
  /** The body of a refusal that is not a proxy's page. */
  error(refusal: Refusal, exchange: Exchange): object;
}

/** The call that is being answered, and how. */
export interface Answering {
  exchange: Exchange;
  /** The query's execution time. */
  seconds: number;
  style: Style;
}

const MAX_ROWS = 100_000;

const GRAPH: Surface = {
  resource: resource('graph'),
  paths: ['/v1.0/security/runHuntingQuery', '/beta/security/runHuntingQuery'],
  body: {
    members: ['Query', 'Timespan', 'workspaceId'],
    anyCase: true,
    missing: ['BadRequest', "The parameter 'Query' is missing or empty."],
  },
  maxRows: MAX_ROWS,
  seconds: 180,
  endpointOnly: false,
  timedOut: () => unknownError(504),
  encode: (result, { exchange, style }) =>
    encodeGraph(result, { ...style, sidecars: !/odata\.metadata=none/i.test(exchange.header('accept') ?? '') }),
  error: graphError,
};

/** The body of a refusal of Graph. */
export function graphError(refusal: Refusal, exchange: Exchange): object {
  return {
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
  };
}

/** Graph's codes in the words of the older APIs, where they differ. */
const LEGACY_CODES: Readonly<Record<string, string>> = {
  InvalidAuthenticationToken: 'Unauthorized',
  Authorization_RequestDenied: 'Forbidden',
  UnknownError: 'InternalServerError',
};

const LEGACY = {
  body: { members: ['Query'], anyCase: false, missing: ['InvalidRequestBody', 'Missing query.'] },
  maxRows: MAX_ROWS,
  timedOut: timeoutPeriod,
  error: ({ code, message }: Refusal, exchange: Exchange) => ({
    error: { code: LEGACY_CODES[code] ?? code, message, target: `|${exchange.requestId}.` },
  }),
} as const;

const XDR: Surface = {
  ...LEGACY,
  resource: resource('xdr'),
  paths: ['/api/advancedhunting/run'],
  seconds: 180,
  endpointOnly: false,
  encode: (result, { seconds, style }) => encodeLegacy(result, { ...style, executionTime: seconds }),
};

const MDE: Surface = {
  ...LEGACY,
  resource: resource('mde'),
  paths: ['/api/advancedqueries/run'],
  seconds: 200,
  endpointOnly: true,
  encode: (result, { style }) => encodeLegacy(result, style),
};

/** The endpoint API as it was at first: times without a zone, fewer rows, longer queries. */
const OLDEST: Surface = {
  ...MDE,
  maxRows: 10_000,
  seconds: 600,
  encode: (result, { style }) => encodeLegacy(result, { ...style, zone: false }),
};

/** The three APIs, the endpoint one in its oldest version where that is asked for. */
export function surfaces({ legacyTime }: { legacyTime: boolean }): readonly Surface[] {
  return [GRAPH, XDR, legacyTime ? OLDEST : MDE];
}
