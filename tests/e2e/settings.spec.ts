import { expect, type Locator, type Page, test } from '@playwright/test';

import { running } from './running';

const SOURCE = '/api/datasources/uid/huntboard';

test.beforeEach(async ({ page }) => {
  const { settingsUrl, provisioning } = running();
  // What an earlier test saved is put right; the host keeps the secrets that aren't named.
  const saved = await (await page.request.get(settingsUrl + SOURCE)).json();
  const jsonData = {
    ...saved.jsonData,
    endpoint: { api: provisioning.HUNTBOARD_URL, authority: provisioning.HUNTBOARD_URL },
  };
  const secureJsonData = { azureClientSecret: provisioning.HUNTBOARD_CLIENT_SECRET };
  await page.request.put(settingsUrl + SOURCE, { data: { name: saved.name, jsonData, secureJsonData } });
  await page.goto(`${settingsUrl}/?tab=settings`);
});

test.describe('the settings page', () => {
  test('shows the provisioned tenant and client, and that the secret is there without showing it', async ({ page }) => {
    const { HUNTBOARD_TENANT_ID, HUNTBOARD_CLIENT_ID, HUNTBOARD_CLIENT_SECRET } = running().provisioning;
    await expect(settings(page).getByLabel(/^Tenant/)).toHaveValue(HUNTBOARD_TENANT_ID);
    await expect(settings(page).getByLabel(/^Client id/)).toHaveValue(HUNTBOARD_CLIENT_ID);
    await expect(secret(page)).toHaveValue('configured');
    expect(await page.content()).not.toContain(HUNTBOARD_CLIENT_SECRET);
  });

  test('saves and tests with success', async ({ page }) => {
    await saveAndTest(page);
    await expect(health(page)).toHaveText(/^Signed in and ran a hunt/);
    await expect(health(page).getByTestId(/Alert success/)).toBeVisible();
    await expect(rung(page, 'Smallest hunt')).toContainText(/answered in \d+ ms/);
    await expect(rung(page, 'Not tried')).toHaveCount(0);
  });

  test('says what to do when the secret is wrong', async ({ page }) => {
    await settings(page).getByRole('button', { name: 'Reset' }).first().click();
    await secret(page).fill('not-the-secret');
    await saveAndTest(page);
    await expect(health(page)).toHaveText(/^Signing in failed: the client secret is wrong\. Enter its value/);
    await expect(health(page).getByTestId(/Alert error/)).toBeVisible();
    await expect(page.getByText('not-the-secret')).toHaveCount(0);
    await expect(rung(page, 'Sign-in')).toContainText('the client secret is wrong');
    await expect(rung(page, 'Smallest hunt')).toContainText('Not tried');
  });

  test('says which host did not answer', async ({ page }) => {
    await settings(page)
      .getByLabel(/^Sign-in address/)
      .fill('https://localhost:1');
    await settings(page)
      .getByLabel(/^API address/)
      .fill('https://localhost:1');
    await secret(page).fill('any'); // the stored one is for another host
    await saveAndTest(page);
    await expect(health(page)).toHaveText(/^[^{}]*localhost:1[^{}]*$/); // a sentence, not the answer's JSON
  });

  test('clears the stored secret when it would go to another service, and says so', async ({ page }) => {
    await pick(page, 'GCC High');
    await expect(settings(page).getByText('The stored secret was cleared: enter it again')).toBeVisible();
    await expect(secret(page)).toBeEditable();
    await expect(secret(page)).toHaveValue('');
  });

  test('says when an older API ends as soon as it is chosen, and where it is missing', async ({ page }) => {
    await pick(page, 'Defender XDR');
    await expect(settings(page).getByText(/Defender XDR returns no data from 2027-02-01 on/)).toBeVisible();
    await expect(settings(page).getByRole('radio', { name: /^China/ })).toBeDisabled();
  });

  test('suggests tables for the guard rails and takes others too', async ({ page }) => {
    await settings(page).getByText('Guard rails').click();
    const denied = settings(page).getByRole('combobox', { name: /^Denied tables/ });
    await denied.fill('CloudApp');
    await page.getByRole('option', { name: 'CloudAppEvents' }).click();
    await denied.fill('MyLog_CL');
    await page.getByRole('option', { name: /MyLog_CL/ }).click();
    await page.keyboard.press('Escape');
    await expect(settings(page).getByText('CloudAppEvents', { exact: true })).toBeVisible();
    await expect(settings(page).getByText('MyLog_CL', { exact: true })).toBeVisible();
  });

  for (const theme of ['dark', 'light']) {
    test(`fits a narrow page in the ${theme} theme`, async ({ page }, info) => {
      await page.setViewportSize({ width: 640, height: 900 });
      await page.goto(`${running().settingsUrl}/?tab=settings&theme=${theme}`);
      await pick(page, 'Defender for Endpoint');
      await pick(page, 'App with certificate');
      await settings(page).getByText('Guard rails').click();
      await expect(settings(page).getByLabel(/^Most rows/)).toBeVisible();
      const picture = await page.screenshot({ path: info.outputPath(`settings-${theme}.png`), fullPage: true });
      await info.attach(theme, { body: picture, contentType: 'image/png' });
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll('section *')]
          .filter((element) => element.closest('[role="radiogroup"]') === null) // those scroll by themselves
          .filter((element) => element.getBoundingClientRect().right > window.innerWidth)
          .map((element) => element.outerHTML.slice(0, 120))
      );
      expect(wide).toEqual([]);
    });
  }
});

function settings(page: Page): Locator {
  return page.getByRole('region', { name: 'Settings' });
}

function secret(page: Page): Locator {
  return settings(page).getByLabel(/^Client secret/);
}

/** Chooses one of a few. */
async function pick(page: Page, label: string): Promise<void> {
  await settings(page).getByRole('radio', { name: label, exact: true }).click();
}

function health(page: Page): Locator {
  return page.getByRole('region', { name: 'Health' });
}

/** One line of what was tested. */
function rung(page: Page, text: string): Locator {
  return page.getByRole('region', { name: 'What was tested' }).getByRole('listitem').filter({ hasText: text });
}

async function saveAndTest(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save & test' }).click();
}
