import { REGISTRATION } from '../entra/registration';
import { GRAPH, startService, type TestService } from '../testing/service';

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

  it('lets a fault happen as often as it was told to', async () => {
    await post('faults', {
      times: 2,
      status: 429,
      headers: { 'Retry-After': '3' },
      body: { error: { code: 'TooManyRequests' } },
    });
    const got = [
      await service.hunt({ Query: 'T' }),
      await service.hunt({ Query: 'T' }),
      await service.hunt({ Query: 'T' }),
    ];
    expect(got.map(({ status }) => status)).toEqual([429, 429, 200]);
    expect(got[0]!.headers['retry-after']).toBe('3');
  });

  it('delays the true answer', async () => {
    await post('faults', { delayMs: 30 });
    const started = performance.now();
    expect((await service.hunt({ Query: 'T' })).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(29);
  });

  it('answers with a page, and cuts the true answer', async () => {
    await post('faults', [{ status: 502, body: '<html>bad gateway</html>' }, { cutAfterBytes: 10 }]);
    expect((await service.hunt({ Query: 'T' })).headers['content-type']).toBe('text/html');
    await expect(service.hunt({ Query: 'T' })).rejects.toThrow(/aborted|hang up|reset/);
  });

  it('breaks the sign-in and leaves hunts alone', async () => {
    await post('faults', { path: 'token', status: 503, body: 'busy' });
    expect((await service.hunt({ Query: 'T' })).status).toBe(200);
    expect((await service.call(`/${REGISTRATION.tenantId}/oauth2/v2.0/token`, { method: 'POST' })).status).toBe(503);
  });

  it('expires every token', async () => {
    const Authorization = `Bearer ${service.issuer.issue('https://graph.microsoft.com', ['ThreatHunting.Read.All'])}`;
    await post('expire-tokens');
    expect((await service.hunt({ Query: 'T' }, { Authorization })).status).toBe(401);
  });

  it.each([
    ['a fault with a field it does not know', 'faults', { speed: 1 }, '"speed"'],
    ['a fault that is no number of times', 'faults', { times: 'many' }, '"times"'],
    ['a fault elsewhere', 'faults', { path: 'mail' }, '"mail"'],
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
