import { resource } from '../../entra/resources';
import type { Issuer } from '../../entra/token';
import { authorize } from '../bearer';
import type { Call } from '../calls';
import type { Exchange } from '../exchange';
import { Refusal } from '../refusal';
import { BUILT_IN_FUNCTIONS } from './functions';
import { applyOptions, readOptions, refuseOptions } from './options';
import type { DescribedTable } from './tables';

const CONTEXT = 'https://graph.microsoft.com/beta/$metadata#';
const GUID = "(?:'|%27)?[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?:'|%27)?";

/** The two beta calls that tell what a caller may hunt in, with or without the name of a workspace. */
const PATH = new RegExp(
  `^/beta/security/(?:microsoft\\.graph\\.security\\.)?(getHuntingSchema|getHuntingSchemaTables)(?:\\((?:workspaceId=${GUID})?\\))?$`
);

export type DiscoveryName = 'getHuntingSchema' | 'getHuntingSchemaTables';

/** Which of the two calls a path is, if any. */
export function discoveryOf(path: string): DiscoveryName | undefined {
  return PATH.exec(path)?.[1] as DiscoveryName | undefined;
}

/** What the calls need to know of a tenant. */
export interface DiscoveryTenant {
  issuer: Issuer;
  tables: readonly DescribedTable[];
}

/** Answers one of the two calls. Throws a Refusal for what is turned down. */
export async function discover(
  name: DiscoveryName,
  exchange: Exchange,
  { issuer, tables }: DiscoveryTenant,
  call: Call
): Promise<void> {
  const claims = authorize(exchange.header('authorization'), resource('graph'), issuer);
  call.clientId = claims.appid;
  call.user = claims.upn;
  if (!['https://graph.microsoft.com', resource('graph').appId].includes(claims.aud.replace(/\/+$/, ''))) {
    throw new Refusal(404, 'BadRequest', `Resource not found for the segment '${name}'.`); // global cloud only
  }
  const parameters = exchange.url.searchParams;
  if (name === 'getHuntingSchema') {
    refuseOptions(parameters);
    const functions = { builtInFunctions: BUILT_IN_FUNCTIONS, savedFunctions: [] };
    const context = `${CONTEXT}microsoft.graph.security.huntingSchema`;
    return exchange.sendJson(200, { '@odata.context': context, tables, functions });
  }
  const options = readOptions(parameters);
  const { count, value } = applyOptions(tables, options);
  return exchange.sendJson(200, {
    '@odata.context': `${CONTEXT}Collection(microsoft.graph.security.huntingTable)`,
    ...(options.count ? { '@odata.count': count } : {}),
    value,
  });
}
