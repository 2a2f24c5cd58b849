import { expect, type Page, test } from '@playwright/test';

import { QueryPage } from './queryPage';

/** Types KQL into the box, key by key, without running it. */
async function write(hunts: QueryPage, kql: string): Promise<void> {
  await hunts.monaco.click();
  await hunts.page.keyboard.press('ControlOrMeta+A');
  await hunts.page.keyboard.press('Delete');
  await hunts.page.keyboard.type(kql);
}

/** The text of the box, as Monaco draws it. */
const lines = async (hunts: QueryPage) =>
  (await hunts.monaco.locator('.view-lines').innerText()).replaceAll('\u00a0', ' ').trim();

const hints = (page: Page) => page.getByRole('list', { name: 'Hints' });

test('completes a column of the table', async ({ page }, info) => {
  const hunts = new QueryPage(page);
  await hunts.open();
  await expect(hunts.monaco.locator('.view-lines')).toBeVisible();
  await page.waitForLoadState('networkidle'); // the schema is a chunk of its own
  await write(hunts, 'DeviceProcessEvents | where InitiatingProcessPa');
  await page.keyboard.press('ControlOrMeta+Space');
  const list = page.locator('.suggest-widget');
  await expect(list.getByText('InitiatingProcessParentFileName').first()).toBeVisible();
  await info.attach('completion', { body: await page.screenshot({ path: info.outputPath('completion.png') }) });
  await page.keyboard.press('Enter');
  await expect.poll(() => lines(hunts)).toMatch(/InitiatingProcessParent\w+$/);
});

test('closes the list of completions when the query runs', async ({ page }) => {
  const hunts = new QueryPage(page);
  await hunts.open();
  await page.waitForLoadState('networkidle'); // the schema is a chunk of its own
  await write(hunts, 'DeviceInfo | take 3 | project DeviceName');
  const list = page.locator('.suggest-widget.visible');
  await expect(list).toBeVisible();
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByRole('status', { name: 'Last run' })).toContainText('Rows: 3');
  await expect(list).toHaveCount(0);
});

test('offers a hint whose button mends the query, which one undo takes back', async ({ page }, info) => {
  const hunts = new QueryPage(page);
  await hunts.open();
  await write(hunts, 'AADSignInEventsBeta | project Timestamp ');
  await expect(hints(page)).toContainText('former name of EntraIdSignInEvents');
  await info.attach('hint', { body: await page.screenshot({ path: info.outputPath('hint.png') }) });
  await page.getByRole('button', { name: /^Use EntraIdSignInEvents/ }).click();
  await expect.poll(() => lines(hunts)).toContain('EntraIdSignInEvents | project');
  await expect(hints(page)).toHaveCount(0);
  await hunts.monaco.click();
  await page.keyboard.press('ControlOrMeta+Z');
  await expect.poll(() => lines(hunts)).toContain('AADSignInEventsBeta');
});

test('underlines the name that the service refuses', async ({ page }, info) => {
  const hunts = new QueryPage(page);
  await hunts.open();
  await hunts.hunt('DeviceProcessEvents | project NoSuchColumn');
  await expect(hunts.query.getByRole('alert')).toContainText('NoSuchColumn');
  await expect(hunts.monaco.locator('.squiggly-error')).toHaveCount(1);
  await info.attach('marker', { body: await page.screenshot({ path: info.outputPath('marker.png') }) });
});

test('says how many rows there are without changing the query, and runs one statement of it', async ({ page }) => {
  const hunts = new QueryPage(page);
  await hunts.open();
  await write(hunts, 'DeviceInfo | project DeviceName | take 7');
  await page.getByRole('button', { name: 'Size first' }).click();
  const side = page.getByRole('region', { name: 'Part of the query' }).first();
  await expect(side).toContainText('7 rows');
  await page.getByRole('button', { name: 'Run statement' }).click();
  await expect(side.getByRole('columnheader')).toHaveText(['DeviceName']);
  await expect.poll(() => lines(hunts)).toBe('DeviceInfo | project DeviceName | take 7');
});

for (const theme of ['dark', 'light']) {
  test(`fits 640 pixels in the ${theme} theme`, async ({ page }, info) => {
    await page.setViewportSize({ width: 640, height: 1000 });
    const hunts = new QueryPage(page);
    await hunts.open({
      theme,
      query: 'DeviceProcessEvents | where ProcessCommandLine has "cmd" | join DeviceInfo on DeviceId',
    });
    await expect(hints(page)).toContainText('innerunique');
    await expect(page.getByRole('status', { name: 'Last run' })).toContainText('Rows');
    await info.attach('narrow', { body: await page.screenshot({ path: info.outputPath('narrow.png') }) });
    const beyond = await hunts.query.evaluate((section) => section.scrollWidth - section.clientWidth);
    expect(beyond).toBeLessThanOrEqual(0);
  });
}
