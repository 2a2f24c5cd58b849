import { KqlError } from '../kql/engine';
import { errorOf, GRAPH, MDE, ROWS, startService, type TestService, XDR } from '../testing/service';
import { isoFromTicks } from '../ticks';

let service: TestService;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

beforeEach(() => service.reset());

describe('runHuntingQuery', () => {
  it('answers a hunt, with its id and the letters as they were', async () => {
    const { status, headers, text } = await service.hunt({ Query: 'T | where x == "а"' });
    expect(status).toBe(200);
    expect(headers['request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.parse(text)).toMatchObject({
      schema: [{ name: 'Name', type: 'String' }],
      results: [{ Name: 'а' }, { Name: 'b' }],
    });
    expect(service.seen.map(({ kql }) => kql)).toEqual(['T | where x == "а"']);
  });

  it('takes the names of the beta as well, and hands the Timespan on', async () => {
    await service.hunt({ query: 'T', timespan: '2026-11-20T00:00:00Z/2026-11-21T00:00:00Z', workspaceId: 'x' });
    const { from, to } = service.seen[0]!.options.window!;
    expect([from, to].map(isoFromTicks)).toEqual(['2026-11-20T00:00:00.0000000Z', '2026-11-21T00:00:00.0000000Z']);
  });

  it('hides rows that are late', async () => {
    const slow = await startService({ late: 5 });
    await slow.hunt({ Query: 'T' });
    await slow.hunt({ Query: 'T', Timespan: '2026-11-20T00:00:00Z/2026-11-21T00:00:00Z' });
    const ends = slow.seen.map(({ options }) => isoFromTicks(options.window!.to));
    expect(ends).toEqual(['2026-11-21T11:55:00.0000001Z', '2026-11-21T00:00:00.0000000Z']);
    expect(slow.seen[0]!.options.late).toBe(3_000_000_000n);
    await slow.stop();
  });

  it('reads a body without charset as other letters than were sent', async () => {
    await service.hunt({ Query: 'é' }, { 'Content-Type': 'application/json' });
    expect(service.seen[0]!.kql).toBe('Ã©');
  });

  it('answers a query of 200 KB', async () => {
    const query = `T | where x == "${'y'.repeat(200_000)}"`;
    expect((await service.hunt({ Query: query })).status).toBe(200);
    expect(service.seen[0]!.kql).toBe(query);
  });

  it.each([
    [
      'no token',
      () => ({ Authorization: '' }),
      { status: 401, code: 'InvalidAuthenticationToken', message: 'Access token is empty.' },
    ],
    [
      'a token that is none',
      () => ({ Authorization: 'Bearer abc' }),
      { status: 401, code: 'InvalidAuthenticationToken', message: 'not well formed' },
    ],
    [
      'a token for another API',
      () => ({
        Authorization: `Bearer ${service.issuer.issue('https://api.security.microsoft.com', ['ThreatHunting.Read.All'])}`,
      }),
      { status: 401, code: 'InvalidAuthenticationToken', message: 'Invalid audience' },
    ],
    [
      'a token without the role',
      () => ({ Authorization: `Bearer ${service.issuer.issue('https://graph.microsoft.com', ['User.Read.All'])}` }),
      { status: 403, code: 'Authorization_RequestDenied', message: 'Insufficient privileges' },
    ],
    [
      'an empty content type',
      () => ({ 'Content-Type': '' }),
      { status: 415, code: 'UnsupportedMediaType', message: 'application/json' },
    ],
    [
      'a form',
      () => ({ 'Content-Type': 'text/plain' }),
      { status: 415, code: 'UnsupportedMediaType', message: 'text/plain' },
    ],
  ])('refuses %s', async (_, headers, want) => {
    const got = await service.hunt({ Query: 'T' }, headers());
    expect(got.status).toBe(want.status);
    expect(errorOf(got)).toMatchObject({ code: want.code, message: expect.stringContaining(want.message) });
    expect(service.seen).toEqual([]);
  });

  it.each([
    ['an empty query', { Query: '  ' }, "'Query' is missing or empty"],
    ['no query', {}, "'Query' is missing or empty"],
    ['a query that is no text', { Query: 5 }, "'Query' must be a string"],
    ['a list', [], 'Unable to read JSON request payload'],
    ['what is not JSON', '{"Query":', 'Unable to read JSON request payload'],
    ['a parameter it does not know', { Query: 'T', Limit: 5 }, "'Limit'"],
    ['a Timespan that is none', { Query: 'T', Timespan: 'soon' }, "'soon'"],
  ])('refuses %s', async (_, body, message) => {
    const got = await service.hunt(body);
    expect(got.status).toBe(400);
    expect(errorOf(got)).toMatchObject({ code: 'BadRequest', message: expect.stringContaining(message) });
  });

  it('refuses a body of more than a megabyte with a page of the proxy', async () => {
    const { status, headers, text } = await service.hunt({ Query: 'x'.repeat(1_000_001) });
    expect([status, headers['content-type']]).toEqual([413, 'text/html']);
    expect(text).toContain('413 Request Entity Too Large');
  });

  it('refuses a token after its hour', async () => {
    const Authorization = `Bearer ${service.issuer.issue('https://graph.microsoft.com', ['ThreatHunting.Read.All'])}`;
    service.pass(3600);
    const got = await service.hunt({ Query: 'T' }, { Authorization });
    expect([got.status, errorOf(got).message]).toEqual([401, 'Lifetime validation failed, the token is expired.']);
  });

  it('says how long to wait when the calls of a minute are used up', async () => {
    const small = await startService({ callsPerMinute: 2 });
    await small.hunt({ Query: 'T' });
    small.pass(20);
    await small.hunt({ Query: 'T' });
    const refused = await small.hunt({ Query: 'T' });
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '40']);
    expect(errorOf(refused)).toMatchObject({
      code: 'TooManyRequests',
      message: 'API calls quota exceeded! maximum allowed 2 per 00:01:00',
      innerError: { code: '429', status: '429', message: 'Please retry after' },
    });
    small.pass(40);
    expect((await small.hunt({ Query: 'T' })).status).toBe(200);
    await small.stop();
  });

  it.each([
    ['a syntax error', new KqlError('syntax', 'Syntax Error'), 'Syntax Error. Fix syntax errors in your query.'],
    [
      'an unknown table',
      new KqlError('semantic', "Failed to resolve table 'X'."),
      "Failed to resolve table 'X'. Fix semantic errors in your query.",
    ],
    [
      'KQL the emulator cannot run',
      new KqlError('unsupported', "The operator 'graph-match' is not handled"),
      "The emulator refuses this query, the service may not: The operator 'graph-match' is not handled.",
    ],
    ['a failure while it runs', new KqlError('execution', 'Division by nothing'), 'Division by nothing.'],
  ])('passes on %s', async (_, error, message) => {
    service.answer = () => Promise.reject(error);
    const got = await service.hunt({ Query: 'T' });
    const innerError = { 'request-id': got.headers['request-id'] };
    expect([got.status, errorOf(got)]).toEqual([
      400,
      expect.objectContaining({ code: 'BadRequest', message, innerError: expect.objectContaining(innerError) }),
    ]);
  });

  it('says nothing about a failure of its own, but in its log', async () => {
    const log = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    service.answer = () => Promise.reject(new Error('bug'));
    const got = await service.hunt({ Query: 'T' });
    expect([got.status, errorOf(got).code, errorOf(got).message]).toEqual([500, 'UnknownError', '']);
    expect(log.mock.calls.join()).toContain('bug');
    log.mockRestore();
  });

  it('cuts rows off at 100,000', async () => {
    service.answer = () =>
      Promise.resolve({ columns: ROWS.columns, rows: Array.from({ length: 100_001 }, () => ['']) });
    expect(JSON.parse((await service.hunt({ Query: 'T' })).text).results).toHaveLength(100_000);
  });

  it('refuses an answer of more than 50 MB', async () => {
    const cell = 'x'.repeat(1_000_000);
    service.answer = () => Promise.resolve({ columns: ROWS.columns, rows: Array.from({ length: 60 }, () => [cell]) });
    const got = await service.hunt({ Query: 'T' });
    expect([got.status, errorOf(got).message]).toEqual([
      400,
      expect.stringContaining('exceeded the allowed result size'),
    ]);
  });

  it('answers POST alone', async () => {
    expect((await service.call(GRAPH)).status).toBe(405);
  });
});

describe('the older APIs', () => {
  it('answer in their own shape, the XDR one with Stats', async () => {
    const xdr = JSON.parse((await service.hunt({ Query: 'T' }, {}, XDR)).text);
    expect([Object.keys(xdr), xdr.Schema]).toEqual([
      ['Stats', 'Schema', 'Results'],
      [{ Name: 'Name', Type: 'String' }],
    ]);
    const mde = JSON.parse((await service.hunt({ Query: 'T' }, {}, MDE)).text);
    expect(Object.keys(mde)).toEqual(['Schema', 'Results']);
  });

  it('run on the tables of endpoints alone where they are the endpoint API', async () => {
    await service.hunt({ Query: 'T' });
    await service.hunt({ Query: 'T' }, {}, XDR);
    await service.hunt({ Query: 'T' }, {}, MDE);
    expect(service.seen.map(({ endpoint }) => endpoint)).toEqual([false, false, true]);
  });

  it('cut rows off at 10,000 in the oldest version, and nowhere else', async () => {
    const oldest = await startService({ legacyTime: true });
    oldest.answer = () => Promise.resolve({ columns: ROWS.columns, rows: Array.from({ length: 10_001 }, () => ['']) });
    const rows = async (path: string) => {
      const { results, Results = results } = JSON.parse((await oldest.hunt({ Query: 'T' }, {}, path)).text);
      return Results.length;
    };
    expect([await rows(MDE), await rows(XDR), await rows(GRAPH)]).toEqual([10_000, 10_001, 10_001]);
    await oldest.stop();
  });

  it('take no Timespan, and write their errors in their own shape', async () => {
    const got = await service.hunt({ Query: 'T', Timespan: 'P1D' }, {}, XDR);
    expect(got.status).toBe(400);
    expect(errorOf(got)).toMatchObject({ code: 'BadRequest', target: expect.stringMatching(/^\|/) });
    const denied = await service.hunt({ Query: 'T' }, { Authorization: 'Bearer x' }, MDE);
    expect([denied.status, errorOf(denied).code]).toEqual([401, 'Unauthorized']);
  });
});

describe('a call that makes no URL', () => {
  it.each(['//', '/%', '/nothing'])('is answered with 404: %s', async (path) => {
    expect((await service.call(path)).status).toBe(404);
  });
});
