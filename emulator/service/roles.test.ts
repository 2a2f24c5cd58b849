import { RESOURCES } from '../entra/resources';
import type { Grant } from '../entra/token';
import { errorOf, GRAPH, MDE, startService, type TestService, XDR } from '../testing/service';

let service: TestService;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

beforeEach(() => service.reset());

const APIS = [
  {
    path: GRAPH,
    audience: 'https://graph.microsoft.com',
    role: 'ThreatHunting.Read.All',
    scope: 'ThreatHunting.Read.All',
    denied: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' },
    unknown: 'InvalidAuthenticationToken',
  },
  {
    path: XDR,
    audience: 'https://api.security.microsoft.com',
    role: 'AdvancedHunting.Read.All',
    scope: 'AdvancedHunting.Read',
    denied: { code: 'Forbidden', message: 'API required roles: AdvancedHunting.Read.All' },
    unknown: 'Unauthorized',
  },
  {
    path: MDE,
    audience: 'https://api.securitycenter.microsoft.com',
    role: 'AdvancedQuery.Read.All',
    scope: 'AdvancedQuery.Read',
    denied: { code: 'Forbidden', message: 'API required roles: AdvancedQuery.Read.All' },
    unknown: 'Unauthorized',
  },
];

function huntWith(path: string, audience: string, grant: Grant) {
  return service.hunt({ Query: 'T' }, { Authorization: `Bearer ${service.issuer.grant(audience, grant)}` }, path);
}

describe.each(APIS)('a token for $path', ({ path, audience, role, scope, denied, unknown }) => {
  const others = APIS.filter((api) => api.path !== path);

  it('with the role is let in', async () => {
    expect((await huntWith(path, audience, { roles: [role] })).status).toBe(200);
  });

  it('of a user with the scope is let in, whatever else it may', async () => {
    const scopes = ['openid', scope, 'User.Read'];
    expect((await huntWith(path, audience, { scopes, user: 'ann@example.com' })).status).toBe(200);
  });

  it('in any cloud, or for its application id, is let in', async () => {
    const { urls, appId } = RESOURCES.find((candidate) => candidate.urls.includes(audience))!;
    for (const name of [...urls, ...urls.map((url) => `${url}/`), appId]) {
      expect([name, (await huntWith(path, name, { roles: [role] })).status]).toEqual([name, 200]);
    }
  });

  it('without it is refused', async () => {
    const got = await huntWith(path, audience, { roles: others.map((api) => api.role) });
    expect([got.status, errorOf(got).code]).toEqual([403, denied.code]);
    expect(errorOf(got).message).toContain(denied.message);
  });

  it('of a user without the scope is refused, part of its name is not enough', async () => {
    const got = await huntWith(path, audience, { scopes: ['User.Read', scope.slice(0, -1)] });
    expect([got.status, errorOf(got).code]).toEqual([403, denied.code]);
  });

  it('for a resource that is none of its own is refused', async () => {
    const got = await huntWith(path, 'https://management.azure.com', { roles: [role] });
    expect([got.status, errorOf(got)]).toEqual([
      401,
      expect.objectContaining({ code: unknown, message: 'Access token validation failure. Invalid audience.' }),
    ]);
  });

  it('that has expired is refused', async () => {
    const got = await huntWith(path, audience, { roles: [role], seconds: -1 });
    expect([got.status, errorOf(got)]).toEqual([
      401,
      expect.objectContaining({ code: unknown, message: 'Lifetime validation failed, the token is expired.' }),
    ]);
    expect(got.headers['www-authenticate']).toContain('invalid_token');
  });
});

it('the endpoint API takes a token for the XDR API as far as the roles', async () => {
  const got = await huntWith(MDE, 'https://api.security.microsoft.com', { roles: ['AdvancedHunting.Read.All'] });
  expect([got.status, errorOf(got).message]).toEqual([
    403,
    'Missing application roles. API required roles: AdvancedQuery.Read.All, application roles: AdvancedHunting.Read.All.',
  ]);
});
