import { errorOf, startService, type TestService } from '../../testing/service';

let service: TestService;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

beforeEach(() => service.reset());

const TABLES = '/beta/security/getHuntingSchemaTables';
const SCHEMA = '/beta/security/getHuntingSchema';

async function get(path: string, audience = 'https://graph.microsoft.com') {
  const token = service.issuer.issue(audience, ['ThreatHunting.Read.All']);
  return service.call(path, { headers: { Authorization: `Bearer ${token}` } });
}

/** The names that a list with these options has. */
async function names(options: string): Promise<string[]> {
  const { status, text } = await get(`${TABLES}?${new URLSearchParams(options).toString()}`);
  expect([status, text]).toEqual([200, expect.any(String)]);
  return JSON.parse(text).value.map(({ name }: { name: string }) => name);
}

describe('getHuntingSchema', () => {
  it('tells tables with their columns, and functions', async () => {
    const { tables, functions } = JSON.parse((await get(SCHEMA)).text);
    expect(tables).toEqual([
      {
        name: 'AlertInfo',
        description: expect.stringMatching(/\w/),
        columns: [{ name: 'Title', dataType: 'String', description: expect.stringMatching(/\w/) }],
      },
      {
        name: 'DeviceInfo',
        description: expect.stringMatching(/\w/),
        columns: [{ name: 'Timestamp', dataType: 'DateTime', description: expect.stringMatching(/\w/) }],
      },
      { name: 'MyEvents', description: '', columns: [{ name: 'Is', dataType: 'SByte', description: '' }] },
    ]);
    expect(functions).toMatchObject({
      builtInFunctions: [
        { name: 'FileProfile', inputParameters: [{ cslType: 'string' }, { cslType: 'long' }] },
        { name: 'AssignedIPAddresses', inputParameters: [{ cslType: 'string' }, { cslType: 'datetime' }] },
      ],
      savedFunctions: [],
    });
  });

  it('takes no options', async () => {
    const got = await get(`${SCHEMA}?$top=1`);
    expect([got.status, errorOf(got)]).toEqual([
      400,
      expect.objectContaining({ code: 'BadRequest', message: expect.stringContaining("'$top'") }),
    ]);
  });
});

describe('getHuntingSchemaTables', () => {
  it.each([
    '',
    '()',
    '(workspaceId=00000000-0000-0000-0000-000000000001)',
    "(workspaceId='00000000-0000-0000-0000-000000000001')",
  ])('lists the tables by name, of the primary workspace whatever is named: %s', async (argument) => {
    const { value } = JSON.parse((await get(`${TABLES}${argument}`)).text);
    expect(value.map(({ name }: { name: string }) => name)).toEqual(['AlertInfo', 'DeviceInfo', 'MyEvents']);
    expect(Object.keys(value[0])).toEqual(['name', 'description', 'columns']);
  });

  it('counts what passes the filter, and shows one page of it', async () => {
    const options =
      '$count=true&$filter=' + encodeURIComponent("contains(name,'Info')") + '&$skip=1&$top=1&$select=name';
    expect(JSON.parse((await get(`${TABLES}?${options}`)).text)).toEqual({
      '@odata.context': 'https://graph.microsoft.com/beta/$metadata#Collection(microsoft.graph.security.huntingTable)',
      '@odata.count': 2,
      value: [{ name: 'DeviceInfo' }],
    });
  });

  it.each([
    ["name eq 'AlertInfo'", ['AlertInfo']],
    ["name ne 'AlertInfo'", ['DeviceInfo', 'MyEvents']],
    ["startswith(name,'Device') or name gt 'M'", ['DeviceInfo', 'MyEvents']],
    ["endswith(name, 'Info') and not (name eq 'AlertInfo')", ['DeviceInfo']],
    ["name eq 'It''s'", []],
    ["description eq ''", ['MyEvents']],
    ["name lt 'B' or name eq 'MyEvents' and description ne ''", ['AlertInfo']],
  ])('filters by %s', async (filter, want) => {
    expect(await names(`$filter=${filter}`)).toEqual(want);
  });

  it.each([
    ['another option', '$orderby=name', "'$orderby'"],
    ['an option that is none', 'top=1', "'top'"],
    ['a count that is neither', '$count=yes', "'yes'"],
    ['a top that is no number', '$top=-1', "'-1'"],
    ['a property it does not have', '$select=name,rows', "'rows'"],
    ['a filter of columns', "$filter=columns eq 'x'", "'columns'"],
    ['a function it does not know', "$filter=tolower(name) eq 'x'", "'tolower'"],
    ['an operator it does not know', "$filter=name has 'x'", "'has'"],
    ['a number', '$filter=name eq 5', '5 is not a text'],
    ['half a filter', '$filter=name eq', 'ends too early'],
    ['an open parenthesis', "$filter=(name eq 'x'", "')' is expected"],
    ['too much', "$filter=name eq 'x' 'y'", "''y''"],
  ])('refuses %s by name', async (_, options, name) => {
    const got = await get(`${TABLES}?${new URLSearchParams(options).toString()}`);
    expect([got.status, errorOf(got).message]).toEqual([400, expect.stringContaining(name)]);
  });
});

describe('both calls', () => {
  it.each([SCHEMA, TABLES])('%s needs the permission, GET and the global cloud', async (path) => {
    expect((await service.call(path)).status).toBe(401);
    const none = service.issuer.issue('https://graph.microsoft.com', []);
    expect((await service.call(path, { headers: { Authorization: `Bearer ${none}` } })).status).toBe(403);
    expect((await service.call(path, { method: 'POST' })).status).toBe(405);
    expect((await get(path, 'https://graph.microsoft.us')).status).toBe(404);
  });

  it('are no hunts, in the list of calls and for the quota', async () => {
    const small = await startService({ callsPerMinute: 1 });
    const token = small.issuer.issue('https://graph.microsoft.com', ['ThreatHunting.Read.All']);
    const headers = { Authorization: `Bearer ${token}` };
    await small.call(SCHEMA, { headers });
    await small.call(TABLES, { headers });
    expect((await small.hunt({ Query: 'T' })).status).toBe(200);
    const report = JSON.parse((await small.call('/_emulator/calls')).text);
    expect([report.hunts, report.calls.map(({ api }: { api: string }) => api)]).toEqual([
      1,
      ['schema', 'schema', 'graph'],
    ]);
    await small.stop();
  });

  it('can fail on request', async () => {
    await service.call('/_emulator/faults', { method: 'POST', body: { path: 'schema', status: 503 } });
    expect((await get(SCHEMA)).status).toBe(503);
    expect((await get(SCHEMA)).status).toBe(200);
  });

  it('of another name are nobody’s', async () => {
    expect((await get(`${TABLES}(workspaceId=here)`)).status).toBe(404);
  });
});
