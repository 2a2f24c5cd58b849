import { createAppCertificate } from './appCertificate';
import { Cluster } from './cluster';
import { ON_BEHALF_OF } from './onBehalfOf';
import { REGISTRATION } from './registration';
import type { Resource } from './resources';
import { type Grant, Issuer } from './token';
import { answerTokenRequest, type Authority } from './tokenRequest';

const { tenantId, clientId, clientSecret } = REGISTRATION;
const ANN = { scopes: ['openid'], user: 'ann@brightharbor.example' };

let authority: Authority;

beforeAll(async () => {
  authority = {
    issuer: await Issuer.create(),
    proofs: { certificate: await createAppCertificate(), cluster: new Cluster() },
    directory: { roles: () => [], scopes: ({ scope }: Resource) => [scope], secretExpired: false },
  };
});

function ask(change: Record<string, string>, directory: Partial<Authority['directory']> = {}) {
  const form = new URLSearchParams({
    grant_type: ON_BEHALF_OF,
    client_id: clientId,
    client_secret: clientSecret,
    requested_token_use: 'on_behalf_of',
    scope: 'https://graph.microsoft.com/.default openid profile offline_access',
    ...change,
  });
  const place = { base: 'https://localhost:8443', tenant: tenantId, now: Date.now() / 1000 };
  const asked = { ...authority, directory: { ...authority.directory, ...directory } };
  const { status, body } = answerTokenRequest(form, asked, place);
  return { status, body: body as { error_codes?: number[]; access_token: string; scope: string } };
}

const signedIn = (grant: Grant, audience: string = clientId) => authority.issuer.grant(audience, grant);

describe('a token in the name of a user', () => {
  it('has delegated permissions and no roles', () => {
    const { status, body } = ask({ assertion: signedIn(ANN) });
    const claims = authority.issuer.read(body.access_token);
    expect([status, claims.upn, claims.scp, claims.roles]).toEqual([
      200,
      ANN.user,
      'ThreatHunting.Read.All',
      undefined,
    ]);
    expect(body.scope.split(' ')).toEqual([
      'https://graph.microsoft.com/ThreatHunting.Read.All',
      'https://graph.microsoft.com/.default',
    ]);
  });

  it.each<[string, () => Record<string, string>, number]>([
    ['for another app', () => ({ assertion: signedIn(ANN, 'https://graph.microsoft.com') }), 500131],
    ['that has expired', () => ({ assertion: signedIn({ ...ANN, seconds: -5 }) }), 500133],
    ['that nobody has signed', () => ({ assertion: 'e30.e30.c2ln' }), 50013],
    ['of an app', () => ({ assertion: signedIn({ roles: [] }) }), 7000114],
    ['of a personal account', () => ({ assertion: signedIn({ ...ANN, user: 'ann@outlook.com' }) }), 500200],
    ['that is not there', () => ({}), 900144],
    ['for no use', () => ({ assertion: signedIn(ANN), requested_token_use: '' }), 900144],
    ['from an app with a wrong secret', () => ({ assertion: signedIn(ANN), client_secret: 'x' }), 7000215],
  ])('is refused for an assertion %s', (_, change, code) => {
    expect(ask(change()).body.error_codes).toEqual([code]);
  });

  it('is refused without consent', () => {
    const { status, body } = ask({ assertion: signedIn(ANN) }, { scopes: () => [] });
    expect([status, body]).toEqual([
      400,
      expect.objectContaining({ error: 'invalid_grant', error_codes: [65001], suberror: 'consent_required' }),
    ]);
  });
});
