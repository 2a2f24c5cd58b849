import type { AppCertificate } from './appCertificate';
import type { Cluster } from './cluster';
import { isSigned, type Jwt, readJwt } from './jwt';
import { REGISTRATION } from './registration';
import { failure, type TokenAnswer } from './tokenAnswer';

/** What the app may prove itself by, besides its secret. */
export interface Proofs {
  certificate: AppCertificate;
  cluster: Cluster;
}

/** What is believed of an assertion depends on where it was sent. */
export interface Place {
  /** The URL the client reached the token endpoint by, without a slash at the end. */
  base: string;
  tenant: string;
  /** Seconds since 1970. */
  now: number;
}

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Says why an assertion that takes the place of a secret is not believed: one that the app has signed itself with its
 * certificate, or the token of a workload. Undefined when it is.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
export function refuseAssertion(text: string, proofs: Proofs, place: Place): TokenAnswer | undefined {
  const token = readJwt(text);
  if (!token) {
    return refused(50027, 'JWT token is invalid or malformed.');
  }
  const { exp, nbf } = token.claims;
  if (typeof exp !== 'number' || exp <= place.now || (typeof nbf === 'number' && nbf > place.now + CLOCK_SECONDS)) {
    return refused(700024, 'Client assertion is not within its valid time range.');
  }
  const ownWord = token.claims.iss === token.claims.sub;
  return ownWord ? refuseOwn(token, proofs.certificate, place) : refuseWorkload(token, proofs.cluster);
}

/** Seconds by which clocks may differ. */
const CLOCK_SECONDS = 300;

function refuseOwn(token: Jwt, certificate: AppCertificate, place: Place): TokenAnswer | undefined {
  const { claims } = token;
  if (claims.iss !== REGISTRATION.clientId) {
    return refused(700021, "Client assertion application identifier doesn't match 'client_id' parameter.");
  }
  if (typeof claims.jti !== 'string' || claims.jti === '') {
    return refused(50027, "JWT token is invalid or malformed: the claim 'jti' is missing.");
  }
  if (!audiences(place).includes(String(claims.aud))) {
    return refused(700023, 'Client assertion audience claim does not match Realm issuer.');
  }
  const named = names(token, certificate);
  if (!named || !isSigned(token, certificate.publicKey)) {
    const why = named
      ? 'The key was found, but use of the key to verify the signature failed.'
      : 'The certificate with identifier used to sign the client assertion is not registered on application.';
    return refused(700027, `Client assertion failed signature validation. [Reason - ${why}]`);
  }
  return undefined;
}

/** The token endpoint by its own name, or by Microsoft's. */
function audiences({ base, tenant }: Place): string[] {
  return [base, 'https://login.microsoftonline.com'].flatMap((host) => [
    `${host}/${tenant}/oauth2/v2.0/token`,
    `${host}/${tenant}/v2.0`,
  ]);
}

/** Entra takes thumbprints in either alphabet of Base64. */
function names({ head }: Jwt, { thumbprints }: AppCertificate): boolean {
  const plain = (text: unknown) => String(text).replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  const given = (['x5t', 'x5t#S256'] as const).filter((name) => head[name] !== undefined);
  return given.length > 0 && given.every((name) => plain(head[name]) === plain(thumbprints[name]));
}

function refuseWorkload(token: Jwt, cluster: Cluster): TokenAnswer | undefined {
  const { iss, sub, aud } = token.claims;
  const { issuer, subject, audience } = REGISTRATION.federated;
  const none = (what: string, value: unknown) =>
    `No matching federated identity record found for presented assertion ${what} '${String(value)}'.`;
  if (iss !== issuer) {
    return refused(700211, none('issuer', iss));
  }
  if (!cluster.hasSigned(token)) {
    return refused(50013, 'Assertion failed signature validation.');
  }
  if (sub !== subject) {
    return refused(700213, none('subject', sub));
  }
  return [aud].flat().includes(audience) ? undefined : refused(700212, none('audience', [aud].flat().join(', ')));
}

function refused(code: number, text: string): TokenAnswer {
  return failure(401, 'invalid_client', code, text);
}
