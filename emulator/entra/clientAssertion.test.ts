// cspell:words serviceaccount
import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';

import { type AppCertificate, createAppCertificate } from './appCertificate';
import { type Place, refuseAssertion } from './clientAssertion';
import { Cluster, type ServiceAccount } from './cluster';
import { writeJwt } from './jwt';
import { REGISTRATION } from './registration';

const { tenantId, clientId } = REGISTRATION;
const NOW = 1_800_000_000;
const PLACE: Place = { base: 'https://localhost:8443', tenant: tenantId, now: NOW };
const CLAIMS = {
  iss: clientId,
  sub: clientId,
  aud: `${PLACE.base}/${tenantId}/oauth2/v2.0/token`,
  nbf: NOW,
  exp: NOW + 600,
  jti: randomUUID(),
};

let certificate: AppCertificate;
let cluster: Cluster;

beforeAll(async () => {
  certificate = await createAppCertificate();
  cluster = new Cluster(() => NOW * 1000);
});

function codeOf(assertion: string): number | undefined {
  const refused = refuseAssertion(assertion, { certificate, cluster }, PLACE);
  return (refused?.body as { error_codes: number[] } | undefined)?.error_codes[0];
}

const urlSafe = (thumbprint: string) => thumbprint.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

describe('an assertion signed with a certificate', () => {
  const own = (claims: object = {}, head?: object, key = createPrivateKey(certificate.privateKey)) =>
    codeOf(writeJwt(head ?? { x5t: certificate.thumbprints.x5t }, { ...CLAIMS, ...claims }, key));

  it('is believed, whichever thumbprint names the certificate', () => {
    const { x5t, 'x5t#S256': sha256 } = certificate.thumbprints;
    expect(own()).toBeUndefined();
    expect(own({}, { x5t: urlSafe(x5t) })).toBeUndefined();
    expect(own({}, { 'x5t#S256': urlSafe(sha256) })).toBeUndefined();
    expect(own({ aud: `https://login.microsoftonline.com/${tenantId}/v2.0` })).toBeUndefined();
  });

  it.each([
    ['for another address', { aud: 'https://elsewhere.example/token' }, 700023],
    ['that has expired', { exp: NOW - 1 }, 700024],
    ['that is not valid yet', { nbf: NOW + 3600 }, 700024],
    ['without an end', { exp: undefined }, 700024],
    ['without an id', { jti: undefined }, 50027],
    ['of another app', { iss: 'x', sub: 'x' }, 700021],
  ])('%s is refused', (_, claims, code) => {
    expect(own(claims)).toBe(code);
  });

  it.each([
    ['names no certificate', () => own({}, {})],
    ['names another certificate', () => own({}, { x5t: 'AAAA' })],
    ['says it is not signed', () => own({}, { x5t: certificate.thumbprints.x5t, alg: 'none' })],
    [
      'is signed with another key',
      () => own({}, undefined, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
    ],
  ])('that %s is 700027', (_, code) => {
    expect(code()).toBe(700027);
  });

  it.each(['', 'a.b', 'a.b.c', 'bnVsbA.bnVsbA.c2ln'])('that is no token is refused: "%s"', (text) => {
    expect(codeOf(text)).toBe(50027);
  });
});

describe('the token of a workload', () => {
  it.each<[string, ServiceAccount, number | undefined]>([
    ['as the credential wants it is believed', {}, undefined],
    ['of another service account is refused', { subject: 'system:serviceaccount:other:grafana' }, 700213],
    ['for somebody else is refused', { audience: 'https://kubernetes.default.svc' }, 700212],
    ['that has expired is refused', { seconds: -60 }, 700024],
  ])('%s', (_, account, code) => {
    expect(codeOf(cluster.token(account))).toBe(code);
  });

  it('of another cluster is refused by its name, and by its signature', () => {
    const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const claims = { sub: REGISTRATION.federated.subject, aud: REGISTRATION.federated.audience, exp: NOW + 60 };
    expect(codeOf(writeJwt({}, { ...claims, iss: 'https://other.example/' }, key))).toBe(700211);
    expect(codeOf(writeJwt({}, { ...claims, iss: REGISTRATION.federated.issuer }, key))).toBe(50013);
  });
});
