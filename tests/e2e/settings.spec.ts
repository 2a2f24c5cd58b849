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
    await expect(settings(page).getByLabel(/^Client secret/)).toHaveValue('configured');
    expect(await page.content()).not.toContain(HUNTBOARD_CLIENT_SECRET);
  });

  test('saves and tests with success', async ({ page }) => {
    await saveAndTest(page);
    await expect(health(page)).toHaveText(/^Signed in and ran a hunt/);
    await expect(health(page).getByTestId(/Alert success/)).toBeVisible();
  });

  test('says what to do when the secret is wrong', async ({ page }) => {
    await settings(page).getByRole('button', { name: 'Reset' }).first().click();
    await settings(page)
      .getByLabel(/^Client secret/)
      .fill('not-the-secret');
    await saveAndTest(page);
    await expect(health(page)).toHaveText(/^Signing in failed: the client secret is wrong\. Enter its value/);
    await expect(health(page).getByTestId(/Alert error/)).toBeVisible();
    await expect(page.getByText('not-the-secret')).toHaveCount(0);
  });

  test('says which host did not answer', async ({ page }) => {
    await settings(page)
      .getByLabel(/^Sign-in address/)
      .fill('https://localhost:1');
    await settings(page)
      .getByLabel(/^API address/)
      .fill('https://localhost:1');
    await saveAndTest(page);
    await expect(health(page)).toHaveText(/^[^{}]*localhost:1[^{}]*$/); // a sentence, not the answer's JSON
  });
});

function settings(page: Page): Locator {
  return page.getByRole('region', { name: 'Settings' });
}

function health(page: Page): Locator {
  return page.getByRole('region', { name: 'Health' });
}

async function saveAndTest(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save & test' }).click();
}
