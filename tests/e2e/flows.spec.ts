import { expect, test } from '@playwright/test';

import { QueryPage } from './queryPage';
import { running } from './running';
import { choose } from './scenes';

test('a variable that ends in a backslash neither breaks a hunt nor changes it', async ({ page }) => {
  const hunts = new QueryPage(page);
  const folder = 'C:\\Windows\\System32\\';
  await hunts.open({
    'var-folder': folder,
    query: 'DeviceProcessEvents | where FolderPath startswith $folder | project FolderPath | take 5',
  });
  const rows = await hunts.rows();
  expect(rows).toHaveLength(5);
  for (const [path] of rows) {
    expect(path?.toLowerCase()).toContain(folder.toLowerCase());
  }
  await hunts.results.getByText('Query as sent').click();
  await expect(hunts.results.locator('pre')).toContainText(String.raw`startswith 'C:\\Windows\\System32\\'`);
});

test('a quick fix is offered at its place by the keyboard', async ({ page }) => {
  const hunts = new QueryPage(page);
  await hunts.open();
  await hunts.monaco.click();
  await page.keyboard.type('AADSignInEventsBeta | project Timestamp');
  await expect(hunts.monaco.locator('.squiggly-warning').first()).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ControlOrMeta+.');
  await expect(page.getByText('Use EntraIdSignInEvents', { exact: true }).last()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(hunts.monaco.locator('.view-lines')).toContainText(/^EntraIdSignInEvents/);
});

test('a variable lists what its editor asks for', async ({ page }) => {
  await page.goto(`${running().url}/?tab=variable`);
  await choose(page, 'Values', 'Devices');
  await expect(page.getByRole('region', { name: 'Choices' })).toContainText('brightharbor.example');
});

test('an annotation runs when Run is pressed, not before', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('/api/ds/query') && asked.push(request.url()));
  await page.goto(`${running().url}/?tab=annotation&from=now-7d`);
  await choose(page, 'Events', 'Alerts');
  await expect(page.getByText('Nothing runs before you press Run')).toBeVisible();
  expect(asked).toEqual([]);
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(page.getByRole('columnheader')).toHaveText(['time', 'title', 'text', 'tags', 'id']);
  expect(asked).toHaveLength(1);
});
