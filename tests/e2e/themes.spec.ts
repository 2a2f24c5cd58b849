import { expect, test } from '@playwright/test';

import { QueryPage } from './queryPage';

const HUNT = 'DeviceProcessEvents\n| summarize Hunts = count() by bin(Timestamp, 1h)';

/** Light and dark backgrounds differ in the page itself, not only in its name. */
const THEMES = [
  { theme: 'dark', isBackground: (brightness: number) => brightness < 60 },
  { theme: 'light', isBackground: (brightness: number) => brightness > 220 },
];

for (const { theme, isBackground } of THEMES) {
  test(`the page is readable in the ${theme} theme`, async ({ page }, info) => {
    const hunts = new QueryPage(page);
    await hunts.open({ theme, query: HUNT });
    await expect(hunts.graph.locator('canvas')).toBeVisible();
    await hunts.rows();
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const [red = 0, green = 0, blue = 0] = (background.match(/\d+/g) ?? []).map(Number);
    expect(isBackground((red + green + blue) / 3), `background ${background}`).toBe(true);

    const picture = await page.screenshot({ path: info.outputPath(`${theme}.png`) });
    await info.attach(theme, { body: picture, contentType: 'image/png' });
    expect(picture.byteLength).toBeGreaterThan(20_000); // an empty page is a few kilobytes
  });
}

test('the theme can be changed on the page', async ({ page }) => {
  await new QueryPage(page).open();
  await page.getByRole('button', { name: 'Light theme' }).click();
  await expect(page.getByRole('button', { name: 'Dark theme' })).toBeVisible();
  await expect(page.locator('body')).toHaveCSS('background-color', /rgb\(2\d\d, 2\d\d, 2\d\d\)/);
});
