import { expect, test } from '@grafana/plugin-e2e';

import { bundledDashboards, importBundled } from './bundled';

const dashboards = bundledDashboards();

test.skip(dashboards.length === 0, 'plugin.json bundles no dashboards');

for (const bundled of dashboards) {
  test(`${bundled.name} is imported from the plugin's page and asks without an error`, async ({
    gotoDashboardPage,
    page,
    request,
  }) => {
    const uid = await importBundled(request, bundled);
    const failed: string[] = [];
    page.on('response', async (response) => {
      if (response.url().includes('/api/ds/query') && response.status() >= 400) {
        failed.push(await response.text());
      }
    });
    const board = await gotoDashboardPage({ uid });
    await board.waitForPanelsQueriesToComplete({ timeout: 60_000, scrollAll: true });
    expect(failed).toEqual([]);
    await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);
    await expect(page.getByText('An unexpected error happened')).toHaveCount(0); // a panel that Grafana cannot draw
  });
}
