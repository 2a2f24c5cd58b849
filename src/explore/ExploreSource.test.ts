import {
  CoreApp,
  type DataFrame,
  type DataQueryRequest,
  type DataSourceApi,
  type DataSourceInstanceSettings,
  dateTime,
  FieldType,
  hasSupplementaryQuerySupport,
  hasLogsContextSupport,
  type LogRowModel,
  LogRowContextQueryDirection,
  SupplementaryQueryType,
  toDataFrame,
} from '@grafana/data';
import {
  type BackendSrv,
  type BackendSrvRequest,
  type DataSourceSrv,
  setBackendSrv,
  setDataSourceSrv,
} from '@grafana/runtime';
import { lastValueFrom, of } from 'rxjs';

import { DataSource } from '../datasource';
import { type HuntingQuery, withDefaults } from '../query';
import type { Settings } from '../settings';
import { templateSrv } from '../testing/templateSrv';

import { storeVolumeChoice } from './volumeChoice';

const INSTANCE = { id: 1, uid: 'u', type: 'huntboard-defender-datasource', name: 'Hunts', jsonData: {} };
const AT = Date.parse('2026-11-20T03:00:00Z');
const range = { from: dateTime(AT - 3 * 3_600_000), to: dateTime(AT + 3 * 3_600_000) };

type Result = Record<string, unknown>;
let answers: Array<(query: HuntingQuery) => Result> = [];
const sent: HuntingQuery[] = [];

/** Grafana's HTTP: keeps what is sent; each request takes the next answer, and the last one stays. */
function fetch(options: BackendSrvRequest) {
  const queries: HuntingQuery[] = options.data.queries ?? [];
  sent.push(...queries);
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  const results = Object.fromEntries(queries.map((query) => [query.refId, answer?.(query) ?? { frames: [] }]));
  return of({ data: { results }, ok: true, status: 200 });
}

function source(): DataSource {
  return new DataSource(INSTANCE as DataSourceInstanceSettings<Settings>, templateSrv({}));
}

/** A data source as Explore's guards take it. */
const api = () => source() as unknown as DataSourceApi;

function request(...queries: Array<Partial<HuntingQuery>>): DataQueryRequest<HuntingQuery> {
  const targets = queries.map((query, i) => withDefaults({ refId: 'AB'.charAt(i), query: 'DeviceEvents', ...query }));
  const fixed = { requestId: 'r', interval: '1m', intervalMs: 60_000, startTime: 0, timezone: 'utc', scopedVars: {} };
  return { ...fixed, app: CoreApp.Explore, range: { ...range, raw: range }, targets };
}

/** A series as the backend sends it. */
function series(refId: string, labels?: Record<string, string>) {
  const fields = [
    { name: 'Time', type: 'time', typeInfo: { frame: 'time.Time' } },
    { name: 'Rows', type: 'number', typeInfo: { frame: 'int64' }, labels },
  ];
  return { schema: { refId, fields }, data: { values: [[AT], [7]] } };
}

beforeEach(() => {
  sent.length = 0;
  answers = [];
  window.localStorage.clear();
  setBackendSrv({ fetch } as unknown as BackendSrv);
  setDataSourceSrv({ getInstanceSettings: () => INSTANCE } as unknown as DataSourceSrv);
});

describe('what Explore finds', () => {
  it('the sample always, the volume once the user has switched it on', () => {
    expect(hasSupplementaryQuerySupport(api(), SupplementaryQueryType.LogsSample)).toBe(true);
    expect(hasSupplementaryQuerySupport(api(), SupplementaryQueryType.LogsVolume)).toBe(false);
    storeVolumeChoice('severity');
    expect(hasSupplementaryQuerySupport(api(), SupplementaryQueryType.LogsVolume)).toBe(true);
    expect(hasLogsContextSupport(source())).toBe(true);
  });
});

describe('the volume', () => {
  it('is not asked for while it is off', () => {
    expect(source().getSupplementaryRequest('LogsVolume', request({}))).toBeUndefined();
    expect(source().getDataProvider('LogsVolume', request({}))).toBeUndefined();
  });

  it('sends the hunt as it is, with what to count by, as a query of low priority', async () => {
    storeVolumeChoice('action');
    await lastValueFrom(source().getDataProvider('LogsVolume', request({ format: 'logs' }))!);
    expect(sent).toEqual([
      expect.objectContaining({
        ...{ refId: 'log-volume-A', query: 'DeviceEvents', queryType: 'hunt', origin: 'volume' },
        volume: { by: 'action', intervalMs: 300_000 },
      }),
    ]);
  });

  it('has a frame a level, with what Grafana reads of a volume', async () => {
    storeVolumeChoice('severity');
    answers = [({ refId }) => ({ frames: [series(refId, { level: 'error' }), series(refId, { level: 'info' })] })];
    const { data } = await lastValueFrom(source().getDataProvider('LogsVolume', request({}))!);
    expect(data.map((frame: DataFrame) => frame.fields[1]?.config.displayNameFromDS)).toEqual(['error', 'info']);
    expect(data[0].meta.custom).toMatchObject({
      ...{ logsVolumeType: 'FullRange', datasourceName: 'Hunts' },
      absoluteRange: { from: range.from.valueOf(), to: range.to.valueOf() },
      sourceQuery: { refId: 'A' },
    });
  });

  it('keeps the names of actions', async () => {
    storeVolumeChoice('action');
    answers = [({ refId }) => ({ frames: [series(refId, { ActionType: 'LogonFailed' })] })];
    const { data } = await lastValueFrom(source().getDataProvider('LogsVolume', request({}))!);
    expect(data[0].fields[1].config.displayNameFromDS).toBe('LogonFailed');
  });

  it('that is refused is no error, and its reason goes to the footer until another run has one', async () => {
    storeVolumeChoice('severity');
    const reason = 'No volume for this query: its rows are a summary.';
    const beside = (refId: string) => ({ schema: { refId, meta: { custom: { refused: reason } }, fields: [] } });
    answers = [
      ({ refId }) => ({ error: reason, status: 400, frames: [beside(refId)] }),
      ({ refId }) => ({ frames: [series(refId)] }),
    ];
    const hunts = source();
    const refused = await lastValueFrom(hunts.getDataProvider('LogsVolume', request({}))!);
    expect(refused).toMatchObject({ data: [], state: 'Done', error: undefined });
    expect(hunts.volumeRefusals.of('A')).toBe('its rows are a summary.');
    await lastValueFrom(hunts.getDataProvider('LogsVolume', request({}))!);
    expect(hunts.volumeRefusals.of('A')).toBeUndefined();
  });

  it('that failed is an error', async () => {
    storeVolumeChoice('severity');
    answers = [() => ({ error: 'too many calls', status: 400, frames: [] })];
    const failed = await lastValueFrom(source().getDataProvider('LogsVolume', request({}))!);
    expect(failed).toMatchObject({ state: 'Error', error: { message: 'too many calls' } });
  });

  it('of a hunt that the backend writes is not asked for', () => {
    storeVolumeChoice('severity');
    expect(source().getSupplementaryRequest('LogsVolume', request({ queryType: 'go' }))).toBeUndefined();
  });
});

describe('the sample of a metric', () => {
  const sample = (query: string) =>
    source().getSupplementaryQuery({ type: 'LogsSample' }, request({ query }).targets[0]!);

  it.each([
    ['T | where A == 1 | summarize count() by bin(Timestamp, 1h)', 'T | where A == 1'],
    ['T\n| extend X = 1 // one\n| make-series count() on Timestamp step 1h', 'T\n| extend X = 1'],
    ['let D = U | count; T | count', 'let D = U | count; T'],
  ])('of %j is what it counts', (query, want) => {
    expect(sample(query)).toMatchObject({ query: want, format: 'logs', limits: { rows: 100 } });
  });

  it.each([['T | where A == 1'], ['T | project A | summarize count()'], ['T | join U on A | count']])(
    'of %j is none',
    (query) => expect(sample(query)).toBeUndefined()
  );
});

describe('the events around a line', () => {
  const frame = toDataFrame({
    refId: 'A',
    fields: [
      { name: 'timestamp', type: FieldType.time, values: [AT] },
      { name: 'body', type: FieldType.string, values: ['x'] },
      { name: 'DeviceId', type: FieldType.string, values: ["d'1"] },
      { name: 'RecipientEmailAddress', type: FieldType.string, values: ['a@b'] },
    ],
  });
  const row = {
    dataFrame: frame,
    rowIndex: 0,
    labels: {},
    uid: 'A_1',
    entry: 'x',
    timeEpochMs: AT,
  } as unknown as LogRowModel;
  const query = withDefaults({ refId: 'A', query: 'DeviceEvents', datasource: { uid: 'u' } });
  const lines = (refId: string, body: string) => ({
    schema: {
      refId,
      fields: [
        { name: 'timestamp', type: 'time', typeInfo: { frame: 'time.Time' } },
        { name: 'body', type: 'string', typeInfo: { frame: 'string' } },
      ],
    },
    data: { values: [[AT], [body]] },
  });
  const forward = { direction: LogRowContextQueryDirection.Forward, limit: 100 };

  it('are of the same device, after it', async () => {
    answers = [({ refId }) => ({ frames: [lines(refId, 'y')] })];
    await source().getLogRowContext(row, forward, query);
    expect(sent).toEqual([
      expect.objectContaining({
        ...{ refId: 'context-A', origin: 'context', query: 'DeviceEvents' },
        context: { atMs: AT, device: "d'1", direction: 'after', limit: 100, minutes: 10 },
      }),
    ]);
  });

  it('are looked for further while only the line itself is there, and no further than a day', async () => {
    answers = [({ refId }) => ({ frames: [lines(refId, 'x')] })];
    await source().getLogRowContext(row, forward, query);
    expect(sent.map(({ context }) => context?.minutes)).toEqual([10, 60, 360, 1440]);
  });

  it('are narrowed by what the user chose', async () => {
    const hunts = source();
    const { props } = hunts.getLogRowContextUi(row) as { props: { provider: { narrow(change: object): void } } };
    props.provider.narrow({
      filter: 'cmd.exe',
      minutes: 1440,
      subject: { kind: 'mailbox', value: 'a@b', column: 'x' },
    });
    await hunts.getLogRowContext(row, forward, query);
    expect(sent.map(({ context }) => context)).toEqual([
      { atMs: AT, mailbox: 'a@b', direction: 'after', limit: 100, minutes: 1440, filter: 'cmd.exe' },
    ]);
  });

  it('open beside it as a hunt of their own, which carries data and no KQL', async () => {
    expect(await source().getLogRowContextQuery(row, undefined, query)).toMatchObject({
      queryType: 'go',
      hunt: { entity: 'device', value: "d'1", atMs: AT },
      format: 'logs',
      datasource: { uid: 'u' },
    });
  });

  it('open beside it as text where they hold a term, with its quotes escaped', async () => {
    const hunts = source();
    const { props } = hunts.getLogRowContextUi(row) as { props: { provider: { narrow(change: object): void } } };
    props.provider.narrow({ filter: "it's" });
    const alone = await hunts.getLogRowContextQuery(row, undefined, query);
    expect(alone?.query).toContain("| where DeviceId == 'd\\'1'\n| where * has 'it\\'s'");
  });

  it('cannot be told for a line that names nobody', async () => {
    const bare = { ...row, dataFrame: toDataFrame({ refId: 'A', fields: [] }) };
    await expect(source().getLogRowContext(bare, forward, query)).rejects.toThrow('names no device');
  });

  it('that cannot be read are an error with the backend’s sentence', async () => {
    answers = [() => ({ error: 'The tenant is busy until 10:31.', status: 429, frames: [] })];
    await expect(source().getLogRowContext(row, forward, query)).rejects.toThrow('until 10:31');
  });
});
