import type { Resource } from '../entra/resources';
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
  if (audience !== resource.appId && !resource.urls.includes(audience)) {
    throw unauthenticated('Access token validation failure. Invalid audience.');
  }
  if (!claims.roles.includes(resource.role)) {
    throw new Refusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  }
  return claims;
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
