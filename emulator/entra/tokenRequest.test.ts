import { createAppCertificate } from './appCertificate';
import type { Proofs } from './clientAssertion';
import { Cluster } from './cluster';
import { REGISTRATION } from './registration';
import type { Resource } from './resources';
import { Issuer } from './token';
import { answerTokenRequest } from './tokenRequest';

const RIGHT = {
  grant_type: 'client_credentials',
  client_id: REGISTRATION.clientId,
  client_secret: REGISTRATION.clientSecret,
  scope: 'https://graph.microsoft.com/.default',
};

let issuer: Issuer;
let proofs: Proofs;

beforeAll(async () => {
  issuer = await Issuer.create();
  proofs = { certificate: await createAppCertificate(), cluster: new Cluster() };
});

async function ask(
  change: Record<string, string | undefined>,
  tenant: string = REGISTRATION.tenantId,
  secretExpired = false
) {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...RIGHT, ...change })) {
    if (value !== undefined) {
      form.set(name, value);
    }
  }
  const directory = { roles: ({ role }: Resource) => [role], scopes: () => [], secretExpired };
  const place = { base: 'https://localhost:8443', tenant, now: Date.now() / 1000 };
  return answerTokenRequest(form, { issuer, proofs, directory }, place);
}

describe('the token endpoint', () => {
  it.each([
    ['Graph', 'https://graph.microsoft.com/.default', 'https://graph.microsoft.com', 'ThreatHunting.Read.All'],
    [
      'Graph of the US government',
      'https://graph.microsoft.us/.default',
      'https://graph.microsoft.us',
      'ThreatHunting.Read.All',
    ],
    [
      'Graph, beside the scopes that MSAL adds',
      'https://graph.microsoft.com/.default openid offline_access profile',
      'https://graph.microsoft.com',
      'ThreatHunting.Read.All',
    ],
    [
      'Graph of the Department of Defense',
      'https://dod-graph.microsoft.us/.default',
      'https://dod-graph.microsoft.us',
      'ThreatHunting.Read.All',
    ],
    [
      'Graph of China',
      'https://microsoftgraph.chinacloudapi.cn/.default',
      'https://microsoftgraph.chinacloudapi.cn',
      'ThreatHunting.Read.All',
    ],
    [
      'the XDR API of GCC',
      'https://api-gcc.security.microsoft.us/.default',
      'https://api-gcc.security.microsoft.us',
      'AdvancedHunting.Read.All',
    ],
    [
      'the endpoint API under its oldest name',
      'https://api.securitycenter.windows.com/.default',
      'https://api.securitycenter.windows.com',
      'AdvancedQuery.Read.All',
    ],
    [
      'the XDR API',
      'https://api.security.microsoft.com/.default',
      'https://api.security.microsoft.com',
      'AdvancedHunting.Read.All',
    ],
    [
      'the endpoint API',
      'https://api.securitycenter.microsoft.com/.default',
      'https://api.securitycenter.microsoft.com',
      'AdvancedQuery.Read.All',
    ],
  ])('issues a token for %s', async (_, scope, aud, role) => {
    const { status, body } = await ask({ scope });
    const token = (body as { access_token: string }).access_token;
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    expect(claims).toMatchObject({
      aud,
      iss: `https://sts.windows.net/${REGISTRATION.tenantId}/`,
      tid: REGISTRATION.tenantId,
      appid: REGISTRATION.clientId,
      roles: [role],
    });
    expect(claims.exp - claims.iat).toBe(3600);
  });

  it.each([
    ['a wrong secret', { client_secret: 'guess' }, { status: 401, error: 'invalid_client', code: 7000215 }],
    ['no secret', { client_secret: undefined }, { status: 401, error: 'invalid_client', code: 7000218 }],
    [
      'an unknown client',
      { client_id: '11111111-1111-1111-1111-111111111111' },
      { status: 400, error: 'unauthorized_client', code: 700016 },
    ],
    [
      'a scope that is not .default',
      { scope: 'https://graph.microsoft.com/User.Read' },
      { status: 400, error: 'invalid_scope', code: 1002012 },
    ],
    [
      'two scopes',
      { scope: 'https://graph.microsoft.com/.default https://graph.microsoft.us/.default' },
      { status: 400, error: 'invalid_scope', code: 70011 },
    ],
    ['no scope', { scope: undefined }, { status: 400, error: 'invalid_request', code: 900144 }],
    [
      'a resource nobody knows',
      { scope: 'https://example.com/.default' },
      { status: 400, error: 'invalid_resource', code: 500011 },
    ],
    ['another grant', { grant_type: 'password' }, { status: 400, error: 'unsupported_grant_type', code: 70003 }],
  ])('refuses %s', async (_, change, { status, error, code }) => {
    const answer = await ask(change);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      error,
      error_codes: [code],
      error_description: expect.stringContaining(`AADSTS${code}: `),
    });
    expect(Object.keys(answer.body)).toEqual(expect.arrayContaining(['timestamp', 'trace_id', 'correlation_id']));
  });

  it('refuses the right secret after its end, and a wrong one as wrong', async () => {
    const expired = await ask({}, REGISTRATION.tenantId, true);
    expect([expired.status, expired.body]).toEqual([
      401,
      expect.objectContaining({ error: 'invalid_client', error_codes: [7000222] }),
    ]);
    const wrong = await ask({ client_secret: 'guess' }, REGISTRATION.tenantId, true);
    expect(wrong.body).toMatchObject({ error_codes: [7000215] });
  });

  it('refuses an unknown tenant', async () => {
    const { status, body } = await ask({}, '22222222-2222-2222-2222-222222222222');
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: 'invalid_request', error_codes: [90002] });
  });

  it('keeps the secret out of every answer', async () => {
    const { body } = await ask({ client_secret: 'my-secret-guess' });
    expect(JSON.stringify(body)).not.toContain('my-secret-guess');
  });
});
