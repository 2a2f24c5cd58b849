// cspell:words serviceaccount
import { createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';

import { isSigned, type Jwt, writeJwt } from './jwt';
import { REGISTRATION } from './registration';

/** What a token of a service account is to say; absent: what the app's federated credential wants. */
export interface ServiceAccount {
  subject?: string;
  audience?: string;
  /** Seconds until it expires; negative for a token that has expired. */
  seconds?: number;
}

/** A Kubernetes cluster that the app trusts: its workloads sign in with the tokens of their service accounts. */
export class Cluster {
  #keys: { privateKey: KeyObject; publicKey: KeyObject } | undefined;

  constructor(private readonly wall: () => number = Date.now) {}

  /** A token as the cluster would put into a pod's file. */
  token({ subject, audience, seconds = 3600 }: ServiceAccount = {}): string {
    const now = Math.floor(this.wall() / 1000);
    const { federated } = REGISTRATION;
    const claims = {
      iss: federated.issuer,
      sub: subject ?? federated.subject,
      aud: [audience ?? federated.audience],
      iat: Math.min(now, now + seconds),
      exp: now + seconds,
      jti: randomUUID(),
    };
    return writeJwt({}, claims, this.#pair().privateKey);
  }

  hasSigned(token: Jwt): boolean {
    return isSigned(token, this.#pair().publicKey);
  }

  /** Most runs never need the keys, which take a while to make. */
  #pair() {
    if (!this.#keys) {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      this.#keys = { privateKey, publicKey: createPublicKey(privateKey) };
    }
    return this.#keys;
  }
}
