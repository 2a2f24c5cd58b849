import { type Resource, resource } from '../entra/resources';
import { type Claims, type Issuer, TokenError } from '../entra/token';
import { Refusal } from './refusal';

/** Checks the bearer token of a hunting call for one API. Throws the 401 or 403 the API answers with. */
export function authorize(header: string | undefined, resource: Resource, issuer: Issuer): Claims {
  const token = /^Bearer (.+)$/i.exec(header ?? '')?.[1]?.trim();
  if (!token) {
    throw unauthenticated('Access token is empty.');
  }
  const claims = readToken(issuer, token);
  const audience = claims.aud.replace(/\/+$/, '');
  if (audience !== resource.appId && !accepted(resource).includes(audience)) {
    throw unauthenticated('Access token validation failure. Invalid audience.');
  }
  if (!claims.roles?.includes(resource.role) && !claims.scp?.split(' ').includes(resource.scope)) {
    throw forbidden(resource, claims);
  }
  return claims;
}

/** The endpoint API lives on the XDR API's hosts too, and takes a token for them as far as the roles. */
function accepted({ id, urls }: Resource): readonly string[] {
  return id === 'mde' ? [...urls, ...resource('xdr').urls] : urls;
}

/** Graph says no more than no; the older APIs say what is missing. */
function forbidden({ id, role, scope }: Resource, { roles, scp }: Claims): Refusal {
  const missing =
    scp === undefined
      ? `Missing application roles. API required roles: ${role}, application roles: ${roles?.join(', ')}.`
      : `Missing user scopes. API required scopes: ${scope}, user scopes: ${scp.replaceAll(' ', ', ')}.`;
  const message = id === 'graph' ? 'Insufficient privileges to complete the operation.' : missing;
  return new Refusal(403, 'Authorization_RequestDenied', message);
}

function readToken(issuer: Issuer, token: string): Claims {
  try {
    return issuer.read(token);
  } catch (error) {
    throw unauthenticated(error instanceof TokenError ? error.message : 'IDX14100: JWT is not well formed.');
  }
}

function unauthenticated(message: string): Refusal {
  const headers = { 'WWW-Authenticate': 'Bearer realm="", error="invalid_token"' };
  return new Refusal(401, 'InvalidAuthenticationToken', message, { headers });
}
