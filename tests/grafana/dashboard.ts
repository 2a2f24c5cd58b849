import { expect, type APIRequestContext } from '@playwright/test';

import { SOURCE } from './hunt';

const TYPE = 'huntboard-defender-datasource';
const DATASOURCE = { type: TYPE, uid: SOURCE.uid };

/** Grafana's own administrator, for what anonymous visitors may not do. */
export const ADMIN = { Authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` };

export interface Draft {
  title: string;
  kql: string;
  panel?: 'timeseries' | 'table';
  /** `templating.list` and `annotations.list` of the dashboard. */
  variables?: object[];
  annotations?: object[];
}

/** Saves a dashboard with one panel over the last day, and returns its uid. */
export async function saveDashboard(request: APIRequestContext, draft: Draft): Promise<string> {
  const { title, kql, panel = 'table', variables = [], annotations = [] } = draft;
  const target = {
    refId: 'A',
    datasource: DATASOURCE,
    schemaVersion: 1,
    queryType: 'hunt',
    format: 'auto',
    range: 'auto',
    query: kql,
  };
  const dashboard = {
    title,
    schemaVersion: 39,
    time: { from: 'now-24h', to: 'now' },
    templating: { list: variables },
    annotations: { list: annotations },
    panels: [
      {
        id: 1,
        type: panel,
        title: 'Hunt',
        datasource: DATASOURCE,
        targets: [target],
        gridPos: { x: 0, y: 0, w: 24, h: 12 },
      },
    ],
  };
  const saved = await request.post('/api/dashboards/db', { data: { dashboard, overwrite: true }, headers: ADMIN });
  expect(saved.ok(), await saved.text()).toBe(true);
  return (await saved.json()).uid;
}
