import { join } from 'node:path';

import { expect, test } from '@grafana/plugin-e2e';

import { bundledDashboards, heightOf, importBundled } from './bundled';
import { KqlBox, SOURCE } from './hunt';

// Takes the screenshots of plugin.json and of the guide anew: `PICTURES=1 npm run e2e:grafana -- pictures.spec.ts`.
test.skip(process.env.PICTURES === undefined, 'pictures are taken on request');
test.use({ viewport: { width: 1400, height: 900 } });

const FOLDER = join(__dirname, '../../src/img/screenshots');
const GUIDE = join(__dirname, '../../docs/guide/img/dashboards');
const HUNT = `DeviceProcessEvents
| where $__timeFilter()
| where FileName in~ ("powershell.exe", "cmd.exe", "wscript.exe")
| summarize Starts = count() by bin(Timestamp, 1h), FileName`;

test.beforeEach(async ({ page }) => {
  await page.goto('/');
  const undock = page.getByRole('button', { name: 'Undock menu' });
  await undock.click({ timeout: 5000 }).catch(() => undefined); // it stays undocked
});

test('a panel being edited', async ({ panelEditPage, page }) => {
  await page.setViewportSize({ width: 1400, height: 980 }); // the editor's buttons are in view
  await panelEditPage.datasource.set(SOURCE.name);
  await panelEditPage.timeRange.set({ from: 'now-7d', to: 'now' });
  await panelEditPage.setPanelTitle('Starts of script hosts');
  const box = new KqlBox(page, panelEditPage.getQueryEditorRow('A'));
  await page.waitForLoadState('networkidle');
  await box.run(HUNT);
  await expect(box.monaco.locator('[class*="mtk"]').nth(3)).toBeVisible();
  await expect(page.getByText('cmd.exe').last()).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Space'); // running has closed the list of completions
  await expect(page.locator('.suggest-widget.visible')).toBeVisible();
  await page.mouse.move(700, 10);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(FOLDER, 'editor.png') });
});

test('events in Explore', async ({ explorePage, page }) => {
  await explorePage.datasource.set(SOURCE.name);
  await explorePage.timeRange.set({ from: 'now-24h', to: 'now' });
  await page.waitForLoadState('networkidle');
  await new KqlBox(page).run(
    'DeviceProcessEvents\n| where $__timeFilter()\n| where FileName =~ "powershell.exe"\n| take 100'
  );
  await expect(page.getByText(/-ExecutionPolicy|-NoProfile|-enc/i).first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(FOLDER, 'explore.png') });
});

test('a summary in Explore', async ({ explorePage, page }) => {
  await page.setViewportSize({ width: 1400, height: 1100 }); // the whole graph is in view
  await explorePage.datasource.set(SOURCE.name);
  await explorePage.timeRange.set({ from: 'now-7d', to: 'now' });
  await page.waitForLoadState('networkidle');
  await new KqlBox(page).run(
    'DeviceLogonEvents\n| where $__timeFilter()\n| where ActionType == "LogonFailed"\n' +
      '| summarize Failed = count() by bin(Timestamp, 6h), LogonType'
  );
  await expect(page.getByRole('heading', { name: 'Graph', exact: true })).toBeVisible();
  await page.mouse.move(700, 10);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(GUIDE, '../explore.png') });
});

test('the settings', async ({ gotoDataSourceConfigPage, page }) => {
  await gotoDataSourceConfigPage(SOURCE.uid);
  await expect(page.getByLabel(/^Tenant/)).toBeVisible();
  await page.screenshot({ path: join(FOLDER, 'settings.png') });
});

test.describe('the dashboards that come with the plugin', () => {
  for (const bundled of bundledDashboards()) {
    for (const theme of ['light', 'dark']) {
      test(`${bundled.name}, ${theme}`, async ({ page, request }) => {
        test.setTimeout(180_000); // panels wait for their turn in the budget
        const uid = await importBundled(request, bundled);
        // All panels are in view, since Grafana asks only for those that are.
        await page.setViewportSize({ width: 1400, height: heightOf(bundled) });
        await page.goto(`/d/${uid}?theme=${theme}&kiosk`);
        await expect(page.getByTestId('data-testid panel content').first()).toBeVisible();
        await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0, { timeout: 120_000 });
        await expect(page.getByText('Computing layout')).toHaveCount(0, { timeout: 60_000 });
        await page.screenshot({ path: join(GUIDE, `${uid.replace('huntboard-', '')}-${theme}.png`) });
      });
    }
  }
});
