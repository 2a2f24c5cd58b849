import { expect, type Page, test } from '@playwright/test';

import { QueryPage } from './queryPage';

const builder = (page: Page) => page.getByRole('group', { name: 'Query builder' });
const written = (page: Page) => page.getByRole('region', { name: 'KQL of the builder' });
const mode = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).click({ force: true });

/** Chooses from a list by the keyboard alone. */
async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).fill(option);
  await expect(page.getByRole('option').first()).toContainText(option);
  await page.keyboard.press('Enter');
}

test('builder round trip: fields write KQL, which runs, is edited as text and read again', async ({ page }, info) => {
  const hunts = new QueryPage(page);
  await hunts.open();
  await mode(page, 'Builder');
  await choose(page, 'Table', 'DeviceProcessEvents');
  await expect(written(page)).toHaveText(
    /^DeviceProcessEvents\s+\| where \$__timeFilter\(\)\s+\| sort by Timestamp desc\s+\| take 100$/
  );

  await builder(page).getByRole('button', { name: 'Filter', exact: true }).click();
  await choose(page, 'Filter 2: column', 'FileName');
  await page.getByRole('button', { name: /^Suggest values of FileName/ }).click();
  const values = page.getByRole('group', { name: 'Values of FileName' }).locator('[aria-pressed]');
  await values.first().press('Enter');
  await expect(page.getByRole('textbox', { name: 'Filter 2: value' })).not.toHaveValue('');
  await info.attach('builder', { body: await page.screenshot({ path: info.outputPath('builder.png') }) });
  await page.getByRole('textbox', { name: 'Filter 2: value' }).press('Shift+Enter');
  expect((await hunts.rows()).length).toBeGreaterThan(0);

  await mode(page, 'KQL');
  await expect(hunts.monaco.locator('.view-lines')).toContainText('FileName');
  await hunts.hunt('DeviceInfo | where $__timeFilter() | summarize Devices = dcount(DeviceId) by OSPlatform');
  expect((await hunts.rows()).length).toBeGreaterThan(0);
  await mode(page, 'Builder');
  await expect(page.getByRole('combobox', { name: 'For each 1: column' })).toHaveValue('OSPlatform');
  await expect(page.getByRole('textbox', { name: 'Figure 1: name' })).toHaveValue('Devices');

  await mode(page, 'KQL');
  await hunts.hunt('DeviceInfo | extend X = 1');
  await mode(page, 'Builder');
  await expect(page.getByText('Line 1: the operator extend.')).toBeVisible();
  await expect(hunts.monaco).toBeVisible();
});

for (const theme of ['dark', 'light']) {
  test(`the builder fits 640 pixels in the ${theme} theme`, async ({ page }, info) => {
    await page.setViewportSize({ width: 640, height: 1400 });
    const hunts = new QueryPage(page);
    await hunts.open({
      theme,
      query:
        "DeviceEvents | where FileName =~ 'a' or tostring(parse_json(AdditionalFields).Name) has 'b' | where ActionType in~ ('x', 'y')" +
        ' | summarize Count = count(), arg_max(Timestamp, *) by $__timeBin(), DeviceName | where Count > 1 | sort by Count',
    });
    await mode(page, 'Builder');
    await expect(builder(page)).toBeVisible();
    await info.attach('narrow', { body: await page.screenshot({ path: info.outputPath('builder.png') }) });
    const beyond = await hunts.query.evaluate((section) => section.scrollWidth - section.clientWidth);
    expect(beyond).toBeLessThanOrEqual(0);
  });
}
