import { expect, test } from '@grafana/plugin-e2e';

import { saveDashboard } from './dashboard';
import { SOURCE } from './hunt';

const TYPE = 'huntboard-defender-datasource';
const DATASOURCE = { type: TYPE, uid: SOURCE.uid };
const RECENT = 'DeviceProcessEvents | where $__timeFilter()';

const device = {
  name: 'device',
  type: 'query',
  datasource: DATASOURCE,
  query: {
    refId: 'variable',
    kind: 'kql',
    query: `${RECENT} | where FileName =~ "powershell.exe" | distinct DeviceName`,
  },
  refresh: 2,
  multi: true,
  includeAll: false,
  current: {},
};

test('a variable lists what a hunt brings, and a panel asks for the chosen one', async ({ page, request }) => {
  const kql = `${RECENT} | where DeviceName in ($device) | summarize Starts = count() by DeviceName`;
  const uid = await saveDashboard(request, { title: 'With a variable', kql, variables: [device] });
  await page.goto(`/d/${uid}`);
  const cell = page.getByRole('gridcell', { name: /brightharbor/ });
  await expect(cell).toHaveCount(1); // the first device of the list
  const chosen = await cell.innerText();
  await expect(page.getByTestId(/Variable.*DropDown|template-variable/i).first()).toContainText(chosen);
});

test('an ad hoc filter narrows every panel without a word of it in the queries', async ({ page, request }) => {
  const filters = {
    name: 'filters',
    type: 'adhoc',
    datasource: DATASOURCE,
    filters: [{ key: 'FileName', operator: '=', value: 'powershell.exe' }],
  };
  const kql = `${RECENT} | summarize Starts = count() by FileName`;
  const uid = await saveDashboard(request, { title: 'With a filter', kql, variables: [filters] });
  await page.goto(`/d/${uid}`);
  await expect(page.getByRole('gridcell', { name: 'powershell.exe' })).toBeVisible();
  await expect(page.getByRole('gridcell', { name: /\.exe$/ })).toHaveCount(1);
});

test('alerts are annotations of a graph', async ({ page, request }) => {
  const alerts = {
    name: 'Alerts',
    enable: true,
    iconColor: 'red',
    datasource: DATASOURCE,
    target: { refId: 'Alerts', kind: 'alerts', severities: ['High'] },
  };
  const kql = `${RECENT} | summarize Starts = count() by bin(Timestamp, $__interval)`;
  const uid = await saveDashboard(request, {
    title: 'With annotations',
    kql,
    panel: 'timeseries',
    annotations: [alerts],
  });
  await page.goto(`/d/${uid}`);
  await expect(page.getByTestId('data-testid annotation-marker').first()).toBeVisible();
});
