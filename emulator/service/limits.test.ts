import { errorOf, GRAPH, MDE, startService, type TestFlags, type TestService, XDR } from '../testing/service';

let service: TestService;

async function start(flags: TestFlags): Promise<TestService> {
  service = await startService(flags);
  return service;
}

afterEach(() => service.stop());

const change = (limits: object) => service.call('/_emulator/quota', { method: 'POST', body: limits });
const slow = (runMs: number) =>
  service.call('/_emulator/faults', { method: 'POST', body: { name: 'slowQuery', runMs } });

describe('the share of the processors', () => {
  it('is charged by execution time, and blocks until the next quarter hour', async () => {
    const { hunt, time } = await start({ callsPerMinute: 45, cpuSeconds: 100 });
    time.pass(900_000 - (time.wall() % 900_000)); // a cycle begins
    await slow(99_000);
    expect((await hunt({ Query: 'T' })).status).toBe(200);
    await slow(21_000);
    expect((await hunt({ Query: 'T' })).status).toBe(200);
    const refused = await hunt({ Query: 'T' });
    expect([refused.status, refused.headers['retry-after'], errorOf(refused)]).toEqual([
      429,
      '780',
      expect.objectContaining({
        code: 'TooManyRequests',
        message:
          'You have exceeded processing resources allocated to this tenant. You can run queries again in 00:13:00.',
      }),
    ]);
    time.pass(780_000);
    expect((await hunt({ Query: 'T' })).status).toBe(200);
  });

  it('is charged for a hunt that fails, too', async () => {
    const { hunt } = await start({ callsPerMinute: 45, cpuSeconds: 100 });
    service.answer = () => Promise.reject(new Error('bug'));
    const log = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    await slow(50_000);
    await hunt({ Query: 'T' });
    log.mockRestore();
    expect(JSON.parse((await service.call('/_emulator/quota')).text).cpuUsedPercent).toBeGreaterThanOrEqual(50);
  });

  it('goes with the quota of calls when quotas are off', async () => {
    const { hunt } = await start({ callsPerMinute: 0, cpuSeconds: 1 });
    await slow(60_000);
    await hunt({ Query: 'T' });
    expect((await hunt({ Query: 'T' })).status).toBe(200);
  });
});

describe('limits changed while it runs', () => {
  it('are told as they are', async () => {
    await start({ callsPerMinute: 45 });
    await change({ callsPerMinute: 2, cpuUsedPercent: 40, retryAfter: false, timeoutSeconds: 5, mostTables: 9 });
    expect(JSON.parse((await service.call('/_emulator/quota')).text)).toEqual({
      callsPerMinute: 2,
      cpuSeconds: 180,
      cpuUsedPercent: 40,
      retryAfter: false,
      timeoutSeconds: 5,
      mostTables: 9,
    });
  });

  it('reach the engine: how many tables a hunt may search without naming them', async () => {
    const { hunt } = await start({});
    const given: (number | undefined)[] = [];
    service.answer = (options) => {
      given.push(options.mostTables);
      return Promise.resolve({ columns: [], rows: [] });
    };
    await hunt({ Query: 'union *' });
    await change({ mostTables: 9 });
    await hunt({ Query: 'union *' });
    await change({ mostTables: 0 });
    await hunt({ Query: 'union *' });
    expect(given).toEqual([undefined, 9, undefined]);
  });

  it('can say nothing of when to come back, for calls and for processors', async () => {
    const { hunt } = await start({ callsPerMinute: 1 });
    await change({ retryAfter: false });
    await hunt({ Query: 'T' });
    const calls = await hunt({ Query: 'T' });
    await change({ callsPerMinute: 9, cpuUsedPercent: 100 });
    const cpu = await hunt({ Query: 'T' });
    expect([calls, cpu].map(({ status, headers }) => [status, headers['retry-after']])).toEqual([
      [429, undefined],
      [429, undefined],
    ]);
    expect([errorOf(calls).message, errorOf(cpu).message]).toEqual([
      expect.stringContaining('maximum allowed 1 per'),
      expect.stringContaining('processing resources'),
    ]);
  });

  it('stay as they are when one of them is wrong', async () => {
    await start({ callsPerMinute: 45 });
    await change({ callsPerMinute: 2, cpuSeconds: -1 });
    expect(JSON.parse((await service.call('/_emulator/quota')).text).callsPerMinute).toBe(45);
  });
});

describe('a hunt that runs too long', () => {
  const said = { status: 400, code: 'BadRequest', message: 'Query exceeded the timeout period.' };

  it.each([
    { name: 'Graph', flags: {}, path: GRAPH, seconds: 180, want: { status: 504, code: 'UnknownError', message: '' } },
    { name: 'the XDR API', flags: {}, path: XDR, seconds: 180, want: said },
    { name: 'the endpoint API', flags: {}, path: MDE, seconds: 200, want: said },
    { name: 'the oldest API', flags: { legacyTime: true }, path: MDE, seconds: 600, want: said },
  ])('is ended by $name', async ({ flags, path, seconds, want }) => {
    const { hunt } = await start(flags);
    await slow(seconds * 1000 - 1);
    expect((await hunt({ Query: 'T' }, {}, path)).status).toBe(200);
    await slow(seconds * 1000);
    const got = await hunt({ Query: 'T' }, {}, path);
    expect([got.status, errorOf(got).code]).toEqual([want.status, want.code]);
    expect(errorOf(got).message).toContain(want.message);
  });

  it('is interrupted in the engine', async () => {
    const { hunt, time } = await start({});
    service.answer = ({ signal }) =>
      new Promise((_, reject) => {
        signal!.addEventListener('abort', () => reject(signal!.reason));
        time.pass(180_000);
      });
    expect((await hunt({ Query: 'T' })).status).toBe(504);
  });
});
