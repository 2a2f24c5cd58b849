import { expect, test } from '@grafana/plugin-e2e';

import { SOURCE } from './hunt';

test('the settings page shows the provisioned source, and "Save & test" hunts through Grafana', async ({
  gotoDataSourceConfigPage,
  page,
}, info) => {
  const settings = await gotoDataSourceConfigPage(SOURCE.uid);
  await expect(page.getByLabel(/^Tenant/)).toHaveValue(/^[0-9a-f-]{36}$/);
  await expect(page.getByLabel(/^Client id/)).toHaveValue(/^[0-9a-f-]{36}$/);
  await info.attach('settings', { body: await page.screenshot({ path: info.outputPath('settings.png') }) });
  await expect(settings.saveAndTest()).toBeOK();
  await expect(settings).toHaveAlert('success', { hasText: /ran a hunt/ });
});
