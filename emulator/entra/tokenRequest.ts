import { randomUUID, timingSafeEqual } from 'node:crypto';

import { REGISTRATION } from './registration';
import { type Resource, resourceOfScope } from './resources';
import { type Issuer, TOKEN_SECONDS } from './token';

/** An HTTP answer of the token endpoint; `body` is sent as JSON. */
export interface TokenAnswer {
  status: number;
  body: object;
  /** Whom the call was made by, for the list of calls; absent when the client is unknown. */
  clientId?: string;
}

/** What Entra keeps of the app; tests and drills change it while the emulator runs. */
export interface Directory {
  /** The application permissions an administrator has consented to, by API. */
  roles(resource: Resource): readonly string[];
  /** The app's secret has passed its end. */
  secretExpired: boolean;
}

/**
 * Answers POST /{tenant}/oauth2/v2.0/token for the client-credentials grant.
 *
 * @param form the request's `application/x-www-form-urlencoded` body
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export function answerTokenRequest(
  tenant: string,
  form: URLSearchParams,
  issuer: Issuer,
  directory: Directory
): TokenAnswer {
  const refusal = refuse(tenant, form, directory);
  if (refusal) {
    return refusal;
  }
  const scope = resourceScopes(form.get('scope')).join(' ');
  const asked = resourceOfScope(scope);
  if (!asked) {
    const text = `The resource principal named ${scope.replace(/\/\.default$/, '')} was not found in the tenant.`;
    return failure(400, 'invalid_resource', 500011, text);
  }
  const accessToken = issuer.issue(asked.audience, directory.roles(asked.resource));
  return {
    status: 200,
    clientId: REGISTRATION.clientId,
    body: {
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
      ext_expires_in: TOKEN_SECONDS,
      access_token: accessToken,
    },
  };
}

function refuse(tenant: string, form: URLSearchParams, directory: Directory): TokenAnswer | undefined {
  const { tenantId, clientId } = REGISTRATION;
  if (tenant.toLowerCase() !== tenantId) {
    return failure(
      400,
      'invalid_request',
      90002,
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`
    );
  }
  const grant = form.get('grant_type');
  if (grant !== 'client_credentials') {
    return grant
      ? failure(400, 'unsupported_grant_type', 70003, `The app requested an unsupported grant type '${grant}'.`)
      : failure(400, 'invalid_request', 900144, "The request body must contain the following parameter: 'grant_type'.");
  }
  const client = form.get('client_id') ?? '';
  if (client.toLowerCase() !== clientId) {
    return failure(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${client}' was not found in the directory.`
    );
  }
  return refuseSecret(form.get('client_secret'), directory.secretExpired) ?? refuseScope(form.get('scope'));
}

function refuseSecret(secret: string | null, expired: boolean): TokenAnswer | undefined {
  const { clientId, clientSecret } = REGISTRATION;
  if (!secret) {
    const text = "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
    return failure(401, 'invalid_client', 7000218, text);
  }
  if (!sameText(secret, clientSecret)) {
    const text = `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`;
    return failure(401, 'invalid_client', 7000215, text);
  }
  if (expired) {
    const text = `The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret.`;
    return failure(401, 'invalid_client', 7000222, text);
  }
  return undefined;
}

/** OpenID's own scopes, which Microsoft's client libraries put beside every other; an app's token ignores them. */
const OPENID_SCOPES = ['openid', 'profile', 'offline_access', 'email'];

function resourceScopes(scope: string | null): string[] {
  return (scope ?? '').split(' ').filter((name) => name !== '' && !OPENID_SCOPES.includes(name));
}

function refuseScope(asked: string | null): TokenAnswer | undefined {
  const [scope, ...more] = resourceScopes(asked);
  if (!scope) {
    return failure(400, 'invalid_request', 900144, "The request body must contain the following parameter: 'scope'.");
  }
  if (more.length > 0) {
    return failure(
      400,
      'invalid_scope',
      70011,
      `The provided value for the input parameter 'scope' is not valid. The scope ${asked} is not valid.`
    );
  }
  if (!scope.endsWith('/.default')) {
    const text = `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`;
    return failure(400, 'invalid_scope', 1002012, text);
  }
  return undefined;
}

/** The body of every failure at the token endpoint, with Entra's code in the text and in `error_codes`. */
function failure(status: number, error: string, code: number, text: string): TokenAnswer {
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const timestamp = new Date().toISOString().replace('T', ' ').replace(/\.\d+/, '');
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
  };
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
