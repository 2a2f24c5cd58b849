// cspell:words idtyp
import { REGISTRATION } from './registration';
import type { Resource } from './resources';
import { type Claims, type Issuer, TokenError } from './token';
import { failure, missing, type TokenAnswer } from './tokenAnswer';

export const ON_BEHALF_OF = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Domains of accounts that belong to a person and to no organization. */
const PERSONAL = /@(?:outlook|hotmail|live|msn)\.[a-z.]+$/i;

/**
 * Reads the user of an on-behalf-of grant from the token with which they signed in to the app.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 */
export function readUser(form: URLSearchParams, issuer: Issuer): { user: string } | TokenAnswer {
  const { clientId } = REGISTRATION;
  const assertion = form.get('assertion');
  if (!assertion) {
    return missing('assertion');
  }
  if (form.get('requested_token_use') !== 'on_behalf_of') {
    return missing('requested_token_use');
  }
  const claims = read(assertion, issuer);
  if ('status' in claims) {
    return claims;
  }
  if (claims.aud !== clientId && claims.aud !== `api://${clientId}`) {
    const text = `Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '${claims.aud}' and the expected audience is '${clientId}'.`;
    return refused(500131, text);
  }
  const user = claims.upn;
  if (claims.idtyp !== 'user' || user === undefined) {
    return refused(7000114, `Application '${clientId}' is not allowed to make application on-behalf-of calls.`);
  }
  if (PERSONAL.test(user)) {
    const text = `User account '${user}' is a personal Microsoft account. Personal Microsoft accounts are not supported for this application unless explicitly invited to an organization.`;
    return refused(500200, text);
  }
  return { user };
}

/** The answer where nobody has consented that the app asks an API in the name of its users. */
export function refuseConsent({ id }: Resource): TokenAnswer {
  const text = `The user or administrator has not consented to use the application with ID '${REGISTRATION.clientId}' for the API '${id}'. Send an interactive authorization request for this user and resource.`;
  const answer = refused(65001, text);
  return { ...answer, body: { ...answer.body, suberror: 'consent_required' } };
}

function read(assertion: string, issuer: Issuer): Claims | TokenAnswer {
  try {
    return issuer.read(assertion);
  } catch (error) {
    return error instanceof TokenError && error.expired
      ? refused(500133, 'Assertion is not within its valid time range. Ensure that the access token is not expired.')
      : refused(50013, 'Assertion failed signature validation.');
  }
}

function refused(code: number, text: string): TokenAnswer {
  return failure(400, 'invalid_grant', code, text);
}
