import { expect, type Locator, type Page, test } from '@playwright/test';

import { QueryPage } from './queryPage';

const library = (page: Page): Locator => page.getByRole('dialog', { name: /Library of hunts/ });

async function open(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Library' }).click();
  await expect(library(page).getByRole('searchbox')).toBeFocused();
  return library(page);
}

test('a first hunt: a click in the empty editor, Shift+Enter, rows', async ({ page }) => {
  const hunts = new QueryPage(page);
  await hunts.open();
  const start = page.getByRole('region', { name: 'Start here' });
  await start.getByRole('button', { name: 'Devices and their state' }).click();
  await expect(start).toHaveCount(0);
  await expect(hunts.monaco).toContainText('DeviceInfo');
  await expect(hunts.box).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  await expect(hunts.columns().first()).toHaveText('DeviceId');
  expect((await hunts.rows()).length).toBeGreaterThan(5);
});

test('the library is used with the keyboard alone, and keeps it until it is closed', async ({ page }) => {
  const hunts = new QueryPage(page);
  await hunts.open({ query: 'DeviceInfo | take 3' });
  await hunts.rows();
  await page.getByRole('button', { name: 'Library' }).focus();
  await page.keyboard.press('Enter');
  const shelf = library(page);
  await expect(shelf.getByRole('searchbox')).toBeFocused();
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press('Tab');
    expect(await shelf.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  }
  await shelf.getByRole('searchbox').focus();
  await page.keyboard.type('alerts over time');
  await page.keyboard.press('ArrowDown');
  await expect(shelf.getByRole('option', { selected: true })).toHaveText('Alerts over time by severity');
  await page.keyboard.press('Escape');
  await expect(shelf).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Library' })).toBeFocused();

  await page.keyboard.press('Enter');
  await page.keyboard.type('alerts over time');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect(shelf.getByRole('button', { name: 'Insert' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(hunts.box).toBeFocused();
  await page.keyboard.press('ControlOrMeta+Enter'); // the statement under the caret: the hunt
  const side = page.getByRole('region', { name: 'Part of the query' }).first();
  await expect(side.getByRole('columnheader')).toHaveText(['Timestamp', 'Severity', 'Alerts']);
});

test('a hunt in the place of a query can be taken back, by its button and by Ctrl+Z', async ({ page }) => {
  const hunts = new QueryPage(page);
  await hunts.open({ query: 'DeviceInfo | take 3' });
  await hunts.rows();
  const replace = async () => {
    const shelf = await open(page);
    await page.keyboard.type('alerts over time');
    await shelf.getByRole('button', { name: 'Replace' }).click();
    await expect(hunts.monaco).toContainText('dcount');
    await expect(format(page, 'Time series')).toBeChecked();
  };
  await replace();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(hunts.monaco).toContainText('take 3');
  await expect(hunts.monaco).not.toContainText('dcount');
  await expect(format(page, 'Auto').first()).toBeChecked();
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);

  await replace();
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(hunts.monaco).toContainText('take 3');
});

const format = (page: Page, name: string): Locator =>
  page.getByRole('radiogroup', { name: 'Format' }).getByRole('radio', { name });
