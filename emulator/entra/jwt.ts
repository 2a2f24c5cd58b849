import { constants, type KeyObject, sign, verify } from 'node:crypto';

/** A JSON Web Token taken apart, not yet believed. */
export interface Jwt {
  head: Record<string, unknown>;
  claims: Record<string, unknown>;
  /** What the signature is of. */
  signed: Buffer;
  signature: Buffer;
}

/** Undefined for a text that is no signed token. */
export function readJwt(text: string): Jwt | undefined {
  const [head = '', payload = '', signature = '', ...more] = text.split('.');
  const [headJson, claims] = [members(head), members(payload)];
  if (more.length > 0 || signature === '' || !headJson || !claims) {
    return undefined;
  }
  return {
    head: headJson,
    claims,
    signed: Buffer.from(`${head}.${payload}`),
    signature: Buffer.from(signature, 'base64url'),
  };
}

/** A token signed by RS256. */
export function writeJwt(head: object, claims: object, privateKey: KeyObject): string {
  const parts = [{ typ: 'JWT', alg: 'RS256', ...head }, claims];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

/** Whether a key has signed a token, by RS256 or PS256 as the token says; any other way is no. */
export function isSigned({ head, signed, signature }: Jwt, publicKey: KeyObject): boolean {
  switch (head.alg) {
    case 'RS256':
      return verify('sha256', signed, publicKey, signature);
    case 'PS256': {
      const padding = constants.RSA_PKCS1_PSS_PADDING;
      const saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
      return verify('sha256', signed, { key: publicKey, padding, saltLength }, signature);
    }
    default:
      return false;
  }
}

function members(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
