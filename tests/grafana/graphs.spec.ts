// cspell:words nltest
import { expect, test } from '@grafana/plugin-e2e';

import { Explored } from './explore';
import { changeSettings } from './settings';

test.use({ viewport: { width: 1400, height: 950 } });

test.beforeAll(async ({ request }) => {
  await changeSettings(request, { callsPerMinute: 300 });
});

test('the graph of an alert shows what it is about, in words', async ({ page }) => {
  const explored = new Explored(page);
  await explored.open({
    query: 'AlertInfo | where $__timeFilter() | where Title has "PowerShell started by" | take 1',
  });
  await explored.details(/Suspicious PowerShell started by Microsoft Word/, 'AlertId');
  await explored.logs.getByText('Alert graph', { exact: true }).first().click();
  await explored.openOther();
  await expect(page.getByRole('heading', { name: 'Alert graph' })).toBeVisible();
  await expect(page.getByLabel('Alert ID')).not.toHaveValue('');
  await expect(page.getByText(/^Sensitive credential/).first()).toBeAttached(); // another alert about the same user
  for (const name of ['Severity', 'Time (UTC)']) {
    await expect(page.getByTestId(`data-testid VizLegend series ${name}`).first()).toBeAttached();
  }
});

test('the context of a line looks further where it is told to', async ({ page }) => {
  const explored = new Explored(page);
  await explored.open({ query: 'DeviceProcessEvents | where $__timeFilter() | where FileName =~ "nltest.exe"' });
  await explored.menu('nltest /domain_trusts /all_trusts').click();
  await page.getByRole('menuitem', { name: 'Show context' }).click();
  const around = page.getByRole('dialog', { name: 'Log context' });
  await expect(around.getByText(/Suspicious PowerShell started by Microsoft Word/).first()).toBeVisible();
  const asked = page.waitForRequest(
    (request) => request.url().includes('/api/ds/query') && (request.postData() ?? '').includes('"minutes":60')
  );
  await around.getByRole('radio', { name: '1 h' }).check({ force: true });
  await asked;
  await expect(around.getByText(/Suspicious PowerShell started by Microsoft Word/).first()).toBeVisible();
});
