import { expect, test } from '@grafana/plugin-e2e';

import { KqlBox, SOURCE, STARTS } from './hunt';

test('a query in a panel becomes a time series, and its rows a table', async ({ panelEditPage, page }, info) => {
  await panelEditPage.datasource.set(SOURCE.name);
  await panelEditPage.timeRange.set({ from: 'now-24h', to: 'now' });
  const answer = panelEditPage.waitForQueryDataResponse((response) => response.ok());
  await new KqlBox(page, panelEditPage.getQueryEditorRow('A')).run(STARTS);
  await answer;
  await expect(panelEditPage.panel.getErrorIcon()).toHaveCount(0);
  await info.attach('panel', { body: await page.screenshot({ path: info.outputPath('panel.png') }) });
  await panelEditPage.setVisualization('Table');
  await expect(panelEditPage.panel.fieldNames).toContainText(['Timestamp', 'Starts']);
});

test('a query that the service refuses is an error on the panel', async ({ panelEditPage, page }) => {
  await panelEditPage.datasource.set(SOURCE.name);
  const answer = panelEditPage.waitForQueryDataResponse();
  await new KqlBox(page, panelEditPage.getQueryEditorRow('A')).run('DeviceProcessEvents | project NoSuchColumn');
  await answer;
  await expect(panelEditPage.panel.getErrorIcon()).toBeVisible();
});
