import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@grafana/plugin-e2e';

import { ADMIN } from './dashboard';
import { SOURCE } from './hunt';

interface Include {
  type: string;
  name: string;
  path: string;
}

const ROOT = join(__dirname, '../..');
const { includes = [] }: { includes?: Include[] } = JSON.parse(readFileSync(join(ROOT, 'src/plugin.json'), 'utf8'));
const bundled = includes.filter(({ type }) => type === 'dashboard');

test.skip(bundled.length === 0, 'plugin.json bundles no dashboards');

for (const { name, path } of bundled) {
  test(`${name} is imported from the plugin's page and asks without an error`, async ({
    gotoDashboardPage,
    page,
    request,
  }) => {
    const body = {
      pluginId: 'huntboard-defender-datasource',
      path,
      overwrite: true,
      inputs: [{ name: '*', type: 'datasource', pluginId: 'huntboard-defender-datasource', value: SOURCE.uid }],
    };
    const imported = await request.post('/api/dashboards/import', { data: body, headers: ADMIN });
    expect(imported.ok(), await imported.text()).toBe(true);
    const failed: string[] = [];
    page.on('response', async (response) => {
      if (response.url().includes('/api/ds/query') && response.status() >= 400) {
        failed.push(await response.text());
      }
    });
    const board = await gotoDashboardPage({ uid: (await imported.json()).uid });
    await board.waitForPanelsQueriesToComplete({ timeout: 60_000, scrollAll: true });
    expect(failed).toEqual([]);
    await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);
  });
}
