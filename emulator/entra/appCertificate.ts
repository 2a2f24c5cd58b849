import { type KeyObject, X509Certificate } from 'node:crypto';

import { generate } from 'selfsigned';

/** The certificate that the app may sign in with. PEM texts; made at every start, so that no key is in the repository. */
export interface AppCertificate {
  certificate: string;
  privateKey: string;
  publicKey: KeyObject;
  /** Thumbprints in Base64, by the header of an assertion that names the certificate by them. */
  thumbprints: Readonly<Record<'x5t' | 'x5t#S256', string>>;
}

export async function createAppCertificate(): Promise<AppCertificate> {
  const notBeforeDate = new Date(Date.now() - 3_600_000);
  const options = { keyType: 'rsa', keySize: 2048, algorithm: 'sha256', notBeforeDate } as const;
  const { cert, private: privateKey } = await generate(
    [{ name: 'commonName', value: 'Huntboard emulator app' }],
    options
  );
  const read = new X509Certificate(cert);
  const base64 = (fingerprint: string) => Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64');
  return {
    certificate: cert,
    privateKey,
    publicKey: read.publicKey,
    thumbprints: { x5t: base64(read.fingerprint), 'x5t#S256': base64(read.fingerprint256) },
  };
}
