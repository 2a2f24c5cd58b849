import { timingSafeEqual } from 'node:crypto';

import { ASSERTION_TYPE, type Place, type Proofs, refuseAssertion } from './clientAssertion';
import { ON_BEHALF_OF, readUser, refuseConsent } from './onBehalfOf';
import { REGISTRATION } from './registration';
import { type Resource, resourceOfScope } from './resources';
import { type Issuer, TOKEN_SECONDS } from './token';
import { failure, missing, type TokenAnswer } from './tokenAnswer';

/** What Entra keeps of the app; tests and drills change it while the emulator runs. */
export interface Directory {
  /** The application permissions an administrator has consented to, by API. */
  roles(resource: Resource): readonly string[];
  /** The delegated permissions that are consented to, by API. */
  scopes(resource: Resource): readonly string[];
  /** The app's secret has passed its end. */
  secretExpired: boolean;
}

/** Who answers at the token endpoint. */
export interface Authority {
  issuer: Issuer;
  proofs: Proofs;
  directory: Directory;
}

const GRANTS = ['client_credentials', ON_BEHALF_OF];

/**
 * Answers POST /{tenant}/oauth2/v2.0/token: for an app of its own, and in the name of a user.
 *
 * @param form the request's `application/x-www-form-urlencoded` body
 */
export function answerTokenRequest(form: URLSearchParams, authority: Authority, place: Place): TokenAnswer {
  const refusal = refuse(form, authority, place);
  if (refusal) {
    return refusal;
  }
  const scope = resourceScopes(form.get('scope')).join(' ');
  const asked = resourceOfScope(scope);
  if (!asked) {
    const text = `The resource principal named ${scope.replace(/\/\.default$/, '')} was not found in the tenant.`;
    return failure(400, 'invalid_resource', 500011, text);
  }
  return form.get('grant_type') === ON_BEHALF_OF ? answerUser(form, authority, asked) : answerApp(authority, asked);
}

type Asked = NonNullable<ReturnType<typeof resourceOfScope>>;

function answerApp({ issuer, directory }: Authority, { audience, resource }: Asked): TokenAnswer {
  return granted(issuer.issue(audience, directory.roles(resource)));
}

/** A user's token has delegated permissions and no roles. The answer's `scope` names what was asked for, too. */
function answerUser(form: URLSearchParams, { issuer, directory }: Authority, asked: Asked): TokenAnswer {
  const read = readUser(form, issuer);
  if ('status' in read) {
    return read;
  }
  const { audience, resource } = asked;
  const scopes = directory.scopes(resource);
  if (scopes.length === 0) {
    return refuseConsent(resource);
  }
  const token = issuer.grant(audience, { scopes, user: read.user });
  const scope = [...scopes, '.default'].map((name) => `${audience}/${name}`).join(' ');
  return granted(token, { scope }, read.user);
}

function granted(accessToken: string, more: object = {}, user?: string): TokenAnswer {
  return {
    status: 200,
    clientId: REGISTRATION.clientId,
    user,
    body: {
      token_type: 'Bearer',
      ...more,
      expires_in: TOKEN_SECONDS,
      ext_expires_in: TOKEN_SECONDS,
      access_token: accessToken,
    },
  };
}

function refuse(form: URLSearchParams, authority: Authority, place: Place): TokenAnswer | undefined {
  const { tenantId, clientId } = REGISTRATION;
  if (place.tenant.toLowerCase() !== tenantId) {
    const text = `Tenant '${place.tenant}' not found. Check to make sure you have the correct tenant ID.`;
    return failure(400, 'invalid_request', 90002, text);
  }
  const grant = form.get('grant_type');
  if (!grant) {
    return missing('grant_type');
  }
  if (!GRANTS.includes(grant)) {
    return failure(400, 'unsupported_grant_type', 70003, `The app requested an unsupported grant type '${grant}'.`);
  }
  const client = form.get('client_id') ?? '';
  if (client.toLowerCase() !== clientId) {
    const text = `Application with identifier '${client}' was not found in the directory.`;
    return failure(400, 'unauthorized_client', 700016, text);
  }
  return refuseProof(form, authority, place) ?? refuseScope(form.get('scope'));
}

/** An assertion takes the place of the secret. */
function refuseProof(form: URLSearchParams, { proofs, directory }: Authority, place: Place): TokenAnswer | undefined {
  const assertion = form.get('client_assertion');
  if (!assertion) {
    return refuseSecret(form.get('client_secret'), directory.secretExpired);
  }
  return form.get('client_assertion_type') === ASSERTION_TYPE
    ? refuseAssertion(assertion, proofs, place)
    : missing('client_assertion_type');
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
    return missing('scope');
  }
  if (more.length > 0) {
    const text = `The provided value for the input parameter 'scope' is not valid. The scope ${asked} is not valid.`;
    return failure(400, 'invalid_scope', 70011, text);
  }
  if (!scope.endsWith('/.default')) {
    const text = `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`;
    return failure(400, 'invalid_scope', 1002012, text);
  }
  return undefined;
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
