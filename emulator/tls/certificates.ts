import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { generate } from 'selfsigned';

/**
 * The names the server answers to besides its own address: the services' hosts, for a hosts file or a container network
 * that points them here.
 */
const ALIAS_HOSTS = [
  'localhost',
  'emulator',
  'host.docker.internal',
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'graph.microsoft.com',
  'graph.microsoft.us',
  'dod-graph.microsoft.us',
  'microsoftgraph.chinacloudapi.cn',
  'api.security.microsoft.com',
  '*.api.security.microsoft.com',
  'api-gcc.security.microsoft.us',
  'api-gov.security.microsoft.us',
  'api.securitycenter.windows.com',
  'api.securitycenter.microsoft.com',
  '*.securitycenter.windows.com',
  '*.securitycenter.microsoft.com',
  'api-gcc.securitycenter.microsoft.us',
  'api-gov.securitycenter.microsoft.us',
];

/** PEM texts: the server's key and certificate, and the certificate of the authority that signed it. */
export interface Identity {
  key: string;
  cert: string;
  ca: string;
}

/** Makes a certificate authority and one server certificate, both on fresh P-256 keys that never touch the disk. */
export async function createIdentity(): Promise<Identity> {
  const fresh = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;
  const notBeforeDate = new Date(Date.now() - 3_600_000);
  const ca = await generate([{ name: 'commonName', value: 'Huntboard emulator CA' }], {
    ...fresh,
    notBeforeDate,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...fresh,
    notBeforeDate,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...ALIAS_HOSTS.map((value) => ({ type: 2 as const, value })),
          { type: 7 as const, ip: '127.0.0.1' },
          { type: 7 as const, ip: '::1' },
        ],
      },
    ],
  });
  return { key: server.private, cert: server.cert, ca: ca.cert };
}

/** Writes each text to a file that its owner alone can read, in a folder of their own; `remove` takes them away again. */
export function writeFiles<Name extends string>(
  texts: Record<Name, string>
): { files: Record<Name, string>; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'huntboard-emulator-'));
  const files = { ...texts };
  for (const name of Object.keys(texts) as Name[]) {
    files[name] = join(dir, FILES[name] ?? `${name}.pem`);
    writeFileSync(files[name], texts[name], { mode: 0o600 });
  }
  return { files, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

const FILES: Readonly<Record<string, string>> = {
  caFile: 'ca.pem',
  certificateFile: 'app.crt.pem',
  privateKeyFile: 'app.key.pem',
};
