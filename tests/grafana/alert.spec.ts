import { expect, test } from '@grafana/plugin-e2e';

import { KqlBox, SOURCE } from './hunt';

test('an alert rule judges a hunt, an instance for each device', async ({ alertRuleEditPage, page }, info) => {
  await alertRuleEditPage.alertRuleNameField.fill('Encoded PowerShell');
  const row = await alertRuleEditPage.getQueryRow('A');
  await row.datasource.set(SOURCE.name);
  await new KqlBox(page, row.locator).write(
    'DeviceProcessEvents | where Timestamp > ago(1d) | where FileName =~ "powershell.exe" | summarize Starts = count() by DeviceName'
  );
  await page.keyboard.press('Tab'); // the box saves when it loses the focus
  await expect(alertRuleEditPage.evaluate()).toBeOK();
  await expect(page.getByText(/brightharbor/).first()).toBeVisible();
  await info.attach('alert', { body: await page.screenshot({ path: info.outputPath('alert.png') }) });
});
