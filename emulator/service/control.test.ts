// cspell:words serviceaccount
import { REGISTRATION } from '../entra/registration';
import { GRAPH, ROWS, startService, type TestService } from '../testing/service';

let service: TestService;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

beforeEach(() => service.reset());

describe('the control surface', () => {
  const post = (path: string, body?: unknown) => service.call(`/_emulator/${path}`, { method: 'POST', body });

  it('tells what was called, by whom and how often', async () => {
    await service.hunt({ Query: 'T', Timespan: 'P1D' });
    await service.hunt({ Query: '' });
    const report = JSON.parse((await service.call('/_emulator/calls')).text);
    expect(report).toMatchObject({
      hunts: 2,
      highestPerMinute: 2,
      calls: [
        { api: 'graph', path: GRAPH, status: 200, clientId: REGISTRATION.clientId, query: 'T', timespan: 'P1D' },
        { api: 'graph', status: 400 },
      ],
    });
  });

  it('lets the secret expire and live again', async () => {
    const { tenantId, clientId, clientSecret } = REGISTRATION;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'https://graph.microsoft.com/.default',
    });
    const signIn = () => service.call(`/${tenantId}/oauth2/v2.0/token`, { method: 'POST', body: form.toString() });
    await post('secret', { expired: true });
    const refused = await signIn();
    expect([refused.status, refused.text]).toEqual([401, expect.stringContaining('AADSTS7000222')]);
    await post('secret', { expired: false });
    expect((await signIn()).status).toBe(200);
  });

  it('keeps a connection longer than any client does, so that none is sent a hunt as it ends', async () => {
    const { headers } = await service.call('/_emulator/calls', { headers: { Connection: 'keep-alive' } });
    expect(headers['keep-alive']).toBe('timeout=120');
  });

  it('counts the connections and calls of others, and closes the connections that wait', async () => {
    const open = async (method = 'GET') => JSON.parse((await service.call('/_emulator/connections', { method })).text);
    let finish: (() => void) | undefined;
    const begun = new Promise<void>((begin) => {
      service.answer = () => new Promise((resolve) => (begin(), (finish = () => resolve(ROWS))));
    });
    const hunting = service.hunt({ Query: 'T' }, { Connection: 'keep-alive' });
    await begun;
    expect(await open()).toEqual({ connections: 1, calls: 1 });
    finish?.();
    await hunting;
    await open('DELETE');
    while ((await open()).connections > 0); // a close takes a moment to arrive
    expect(await open()).toEqual({ connections: 0, calls: 0 });
  });

  it('gives and takes consent to what apps and users may do', async () => {
    expect(await post('scopes', { scopes: ['AdvancedHunting.Read'] })).toMatchObject({ status: 200 });
    expect((await post('scopes', { scopes: ['AdvancedHunting.Read.All'] })).status).toBe(400);
    expect(await post('roles', { roles: ['AdvancedHunting.Read.All'] })).toMatchObject({ status: 200 });
    expect((await post('roles', { roles: 'all' })).status).toBe(400);
  });

  it('makes the tokens of a service account', async () => {
    const { text } = await post('service-account', { subject: 'system:serviceaccount:a:b' });
    const claims = JSON.parse(Buffer.from(JSON.parse(text).token.split('.')[1], 'base64url').toString());
    expect(claims).toMatchObject({ sub: 'system:serviceaccount:a:b', aud: [REGISTRATION.federated.audience] });
    expect((await post('service-account', { sub: 'x' })).status).toBe(400);
  });

  it('makes tokens of any kind', async () => {
    const make = async (grant: object) => {
      const { text } = await post('token', { audience: 'https://graph.microsoft.com', ...grant });
      return (await service.hunt({ Query: 'T' }, { Authorization: `Bearer ${JSON.parse(text).access_token}` })).status;
    };
    expect([
      await make({ scopes: ['ThreatHunting.Read.All'], user: 'ann@example.com' }),
      await make({ roles: ['ThreatHunting.Read.All'] }),
      await make({ roles: [] }),
      await make({ roles: ['ThreatHunting.Read.All'], seconds: -1 }),
      await make({ audience: 'https://vault.azure.net', roles: ['ThreatHunting.Read.All'] }),
    ]).toEqual([200, 200, 403, 401, 401]);
    const { calls } = JSON.parse((await service.call('/_emulator/calls')).text);
    expect(calls[0]).toMatchObject({ user: 'ann@example.com', clientId: REGISTRATION.clientId });
  });

  it('expires every token', async () => {
    const Authorization = `Bearer ${service.issuer.issue('https://graph.microsoft.com', ['ThreatHunting.Read.All'])}`;
    await post('expire-tokens');
    expect((await service.hunt({ Query: 'T' }, { Authorization })).status).toBe(401);
  });

  it.each([
    ['a secret that is neither', 'secret', {}, '"expired"'],
    ['a token without an audience', 'token', {}, '"audience"'],
    ['a token with what it cannot have', 'token', { audience: 'x', aud: 'y' }, '"aud"'],
    ['a token with a role that is no list', 'token', { audience: 'x', roles: 'A' }, '"roles"'],
    ['a token for half a second', 'token', { audience: 'x', seconds: 0.5 }, '"seconds"'],
    ['a wire it does not have', 'wire', { names: 'Name' }, '"names"'],
    ['a wire with a value it does not have', 'wire', { members: 'NAME' }, '"name" or "Name"'],
    ['a limit it does not have', 'quota', { rows: 5 }, '"rows"'],
    ['a limit that is no number', 'quota', { cpuSeconds: '5' }, '"cpuSeconds"'],
    ['rows without a table', 'events', { rows: [] }, '"table"'],
    ['an unknown table', 'events', { table: 'U', rows: [{}] }, '"U"'],
    ['a role nobody knows', 'roles', { roles: ['Mail.Read'] }, 'ThreatHunting.Read.All'],
    ['what is not JSON', 'events', '{', 'not JSON'],
  ])('refuses %s by name', async (_, path, body, name) => {
    const { status, text } = await post(path, body);
    expect(status).toBe(400);
    expect(JSON.parse(text).error).toContain(name);
  });

  it('lists what it has to one who asks for something else', async () => {
    const { status, text } = await service.call('/_emulator/nothing');
    expect([status, text]).toEqual([404, expect.stringContaining('GET /_emulator/calls')]);
  });
});
