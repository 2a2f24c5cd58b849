import {
  CoreApp,
  type DataQueryRequest,
  type DataSourceInstanceSettings,
  dateTime,
  LoadingState,
  rangeUtil,
  type TimeRange,
} from '@grafana/data';
import { type BackendSrvRequest, config, setBackendSrv, type BackendSrv } from '@grafana/runtime';
import { lastValueFrom, of } from 'rxjs';

import { DataSource } from './datasource';
import { DEFAULT_QUERY, type HuntingQuery, withDefaults } from './query';
import type { Settings } from './settings';
import { templateSrv } from './testing/templateSrv';

const INSTANCE = { id: 1, uid: 'u', type: 'huntboard-defender-datasource', name: 'Hunts', jsonData: {} };
const FROM = dateTime('2026-11-20T00:00:00Z');
const TO = dateTime('2026-11-20T06:00:00Z');
const RELATIVE: TimeRange = { from: FROM, to: TO, raw: { from: 'now-6h', to: 'now' } };
const ABSOLUTE: TimeRange = { from: FROM, to: TO, raw: { from: FROM, to: TO } };

const fetched: BackendSrvRequest[] = [];

/** Grafana's HTTP: keeps what is sent, and answers each query with no frames. */
function answer(options: BackendSrvRequest) {
  fetched.push(options);
  const queries: HuntingQuery[] = options.data.queries ?? [];
  const results = Object.fromEntries(queries.map(({ refId }) => [refId, { frames: [] }]));
  return of({ data: { results }, ok: true, status: 200 });
}

function source(variables = {}): DataSource {
  return new DataSource(INSTANCE as DataSourceInstanceSettings<Settings>, templateSrv(variables));
}

function request(change: Partial<DataQueryRequest<HuntingQuery>> = {}): DataQueryRequest<HuntingQuery> {
  const targets = [withDefaults({ refId: 'A', query: 'DeviceInfo' })];
  const fixed = { requestId: 'r', interval: '1m', intervalMs: 60_000, startTime: 0, timezone: 'utc', scopedVars: {} };
  return { ...fixed, app: CoreApp.Dashboard, range: RELATIVE, targets, ...change };
}

const sentQueries = (): HuntingQuery[] => fetched.flatMap((options) => options.data.queries);

beforeEach(() => {
  fetched.length = 0;
  setBackendSrv({ fetch: answer } as unknown as BackendSrv);
  config.publicDashboardAccessToken = undefined;
});

describe('the interval of panels', () => {
  it.each([320, 640, 960, 1280, 1900])('a panel %d pixels wide asks for minutes, as every other does', (pixels) => {
    const hours: TimeRange = { from: dateTime(0), to: dateTime(6 * 3600_000), raw: { from: 'now-6h', to: 'now' } };
    expect(rangeUtil.calculateInterval(hours, pixels, source().interval).interval).toBe('1m');
  });
});

describe('what goes to the backend with a query', () => {
  it.each([
    ['Explore says so', { app: CoreApp.Explore }, { origin: 'explore', relative: true }],
    ['a dashboard says so', { app: CoreApp.Dashboard }, { origin: 'dashboard', relative: true }],
    ['the panel editor counts as a dashboard', { app: CoreApp.PanelEditor }, { origin: 'dashboard', relative: true }],
    ['an absolute range is not called relative', { range: ABSOLUTE }, { origin: 'dashboard', relative: undefined }],
    [
      'one relative end is enough',
      { range: { ...ABSOLUTE, raw: { from: FROM, to: 'now/d' } } },
      { origin: 'dashboard', relative: true },
    ],
    [
      'what an old save left behind is overwritten',
      { range: ABSOLUTE, targets: [{ ...withDefaults({ refId: 'A', query: 'x' }), origin: 'volume', relative: true }] },
      { origin: 'dashboard', relative: undefined },
    ],
  ] satisfies Array<[string, Partial<DataQueryRequest<HuntingQuery>>, object]>)('%s', async (_, change, want) => {
    await lastValueFrom(source().query(request(change)));
    const [{ origin, relative } = {}] = sentQueries();
    expect({ origin, relative }).toEqual(want);
  });

  it('the stored query has no transient field afterwards', async () => {
    const asked = request();
    await lastValueFrom(source().query(asked));
    expect(asked.targets).toEqual([withDefaults({ refId: 'A', query: 'DeviceInfo' })]);
  });

  it('fields of later versions go along', async () => {
    const target = { ...withDefaults({ refId: 'A', query: 'x' }), later: 'kept' };
    await lastValueFrom(source().query(request({ targets: [target] })));
    expect(sentQueries()).toMatchObject([{ later: 'kept' }]);
  });

  it('a public dashboard sends no query at all: its server has it', async () => {
    config.publicDashboardAccessToken = 'token';
    await lastValueFrom(source().query(request({ panelId: 7 })));
    expect(fetched).toMatchObject([{ url: '/api/public/dashboards/token/panels/7/query' }]);
    expect(fetched[0]?.data.queries).toBeUndefined();
  });
});

describe('a variable with nothing selected', () => {
  const targets = [
    withDefaults({ refId: 'A', query: 'DeviceInfo | where DeviceName in ($device)' }),
    withDefaults({ refId: 'B', query: 'EmailEvents' }),
  ];
  const nothing = { device: { value: [] } };

  it('is an error on the panel, and the other queries still run', async () => {
    const response = await lastValueFrom(source(nothing).query(request({ targets })));
    expect(sentQueries().map(({ refId }) => refId)).toEqual(['B']);
    expect(response).toMatchObject({
      state: LoadingState.Error,
      errors: [{ refId: 'A', message: expect.stringContaining('Nothing is selected in the variable $device') }],
    });
  });

  it('sends nothing when no other query is left', async () => {
    const response = await lastValueFrom(source(nothing).query(request({ targets: targets.slice(0, 1) })));
    expect(fetched).toEqual([]);
    expect(response.errors).toHaveLength(1);
  });
});

describe('ad hoc filters', () => {
  const filters = [{ key: 'DeviceName', operator: '=', value: 'a' }];

  it('travel with each query, and none does where there are none', async () => {
    await lastValueFrom(source().query(request({ filters })));
    await lastValueFrom(source().query(request()));
    expect(sentQueries().map(({ adhocFilters }) => adhocFilters)).toEqual([filters, undefined]);
  });

  it('of an old save are forgotten', async () => {
    const target = { ...withDefaults({ refId: 'A', query: 'x' }), adhocFilters: filters };
    await lastValueFrom(source().query(request({ targets: [target] })));
    expect(sentQueries()[0]?.adhocFilters).toBeUndefined();
  });
});

describe('a query about an entity', () => {
  const hunt = { entity: 'device', value: '${x} $x [[x]]', atMs: '0' };
  const target = { ...withDefaults({ refId: 'A' }), queryType: 'go' as const, hunt };

  it('hands the clicked cell over as it is', async () => {
    await lastValueFrom(source({ x: { value: 'no' } }).query(request({ targets: [target] })));
    expect(sentQueries()).toMatchObject([{ queryType: 'go', hunt }]);
  });

  it('is told by its cell in the history', () => {
    expect(source().getQueryDisplayText(target)).toBe('go: device ${x} $x [[x]]');
  });
});

describe('a query of version 0', () => {
  it('is sent as one of this version, and one of a later version as it is', async () => {
    const target = { refId: 'A', query: 'x' } as HuntingQuery;
    const later = { ...withDefaults({ refId: 'B', query: 'x' }), schemaVersion: 2 as unknown as 1 };
    await lastValueFrom(source().query(request({ targets: [target, later] })));
    expect(sentQueries()).toMatchObject([{ schemaVersion: 1, format: 'auto' }, { schemaVersion: 2 }]);
  });
});

describe('what Grafana asks about a query', () => {
  it('the text of another source is taken over', async () => {
    const azure = { refId: 'A', azureLogAnalytics: { query: 'T' } };
    expect(await source().importQueries([azure, { refId: 'B' }])).toMatchObject([{ query: 'T' }]);
  });

  it.each(['variable', 'annotation', 'suggestion'] as const)(
    '%s is kept as where a query comes from',
    async (origin) => {
      const target = { ...withDefaults({ refId: 'A', query: 'x' }), origin };
      await lastValueFrom(source().query(request({ targets: [target] })));
      expect(sentQueries()).toMatchObject([{ origin }]);
    }
  );

  it('a new one is empty and automatic', () => {
    expect(source().getDefaultQuery(CoreApp.Explore)).toEqual(DEFAULT_QUERY);
  });

  it('a blank one is not sent', () => {
    expect(source().filterQuery(withDefaults({ refId: 'A' }))).toBe(false);
  });

  it('its text stands for it in the history', () => {
    expect(source().getQueryDisplayText(withDefaults({ refId: 'A', query: 'DeviceInfo' }))).toBe('DeviceInfo');
  });
});
