// cspell:words idtyp
import { createPublicKey, generateKeyPair, type KeyObject, randomUUID, verify } from 'node:crypto';
import { promisify } from 'node:util';

import { writeJwt } from './jwt';
import { REGISTRATION } from './registration';

/** Seconds a token lives; Entra gives 60 to 90 minutes. */
export const TOKEN_SECONDS = 3600;

/** The claims that the hunting APIs look at, named as in the token. */
export interface Claims {
  aud: string;
  iss: string;
  iat: number;
  nbf: number;
  exp: number;
  tid: string;
  appid: string;
  oid: string;
  sub: string;
  /** Whose token it is: an application's carries `roles`, a signed-in user's `scp`. */
  idtyp: 'app' | 'user';
  roles?: string[];
  /** Delegated permissions, separated by spaces. */
  scp?: string;
  upn?: string;
  /** The token's own id. */
  uti: string;
}

/** What a token is to allow, and for how long if not for an hour. */
export interface Grant {
  roles?: readonly string[];
  /** Delegated permissions; naming any makes it a user's token. */
  scopes?: readonly string[];
  /** The user's sign-in name. */
  user?: string;
  appid?: string;
  /** Seconds until it expires; negative for a token that has expired. */
  seconds?: number;
}

/** Why a token was not accepted, in the words Graph uses. */
export class TokenError extends Error {
  override name = 'TokenError' as const;

  constructor(
    message: string,
    readonly expired = false
  ) {
    super(message);
  }
}

/** Signs tokens and knows them again. One a running emulator; its key is fresh at every start. */
export class Issuer {
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  readonly #keyId = randomUUID().replaceAll('-', '');
  readonly #wall: () => number;
  #live = new Map<string, number>();

  private constructor(privateKey: KeyObject, wall: () => number) {
    this.#privateKey = privateKey;
    this.#publicKey = createPublicKey(privateKey);
    this.#wall = wall;
  }

  static async create(wall: () => number = Date.now): Promise<Issuer> {
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    return new Issuer(privateKey, wall);
  }

  /** An application's token for one audience, good for an hour. */
  issue(audience: string, roles: readonly string[], appid: string = REGISTRATION.clientId): string {
    return this.grant(audience, { roles, appid });
  }

  /** A token of an application or, where scopes are named, of a user. */
  grant(audience: string, { seconds = TOKEN_SECONDS, ...grant }: Grant): string {
    const now = Math.floor(this.#wall() / 1000);
    const issued = Math.min(now, now + seconds);
    const claims: Claims = {
      aud: audience,
      iss: `https://sts.windows.net/${REGISTRATION.tenantId}/`,
      iat: issued,
      nbf: issued,
      exp: now + seconds,
      tid: REGISTRATION.tenantId,
      appid: grant.appid ?? REGISTRATION.clientId,
      ...principal(grant),
      uti: randomUUID(),
    };
    this.#forgetOld(now);
    this.#live.set(claims.uti, claims.exp);
    return writeJwt({ kid: this.#keyId }, claims, this.#privateKey);
  }

  /** The claims of a token this emulator issued and that still lives. Throws TokenError. */
  read(token: string): Claims {
    const [head = '', payload = '', signature = '', ...more] = token.split('.');
    const signed = Buffer.from(`${head}.${payload}`);
    if (more.length > 0 || !verify('sha256', signed, this.#publicKey, Buffer.from(signature, 'base64url'))) {
      throw new TokenError(
        signature === '' ? 'IDX14100: JWT is not well formed.' : 'Access token validation failure. Invalid signature.'
      );
    }
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
    if (claims.exp <= this.#wall() / 1000 || !this.#live.has(claims.uti)) {
      throw new TokenError('Lifetime validation failed, the token is expired.', true);
    }
    return claims;
  }

  /** Makes every token issued so far count as expired, whatever its `exp` says. */
  expireAll(): void {
    this.#live = new Map();
  }

  /** The signing key as a JSON Web Key Set. */
  keySet(): { keys: object[] } {
    return { keys: [{ ...this.#publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: this.#keyId }] };
  }

  #forgetOld(now: number): void {
    for (const [uti, exp] of this.#live) {
      if (exp > now) {
        return; // issued in order, so the rest is younger
      }
      this.#live.delete(uti);
    }
  }
}

function principal({ roles = [], scopes, user = REGISTRATION.user.name }: Grant) {
  const { principalId, user: person } = REGISTRATION;
  return scopes === undefined
    ? { idtyp: 'app' as const, oid: principalId, sub: principalId, roles: [...roles] }
    : { idtyp: 'user' as const, oid: person.objectId, sub: person.objectId, scp: scopes.join(' '), upn: user };
}
