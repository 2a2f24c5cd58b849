import { expect, test } from '@grafana/plugin-e2e';

import { ADMIN } from './dashboard';
import { SOURCE } from './hunt';
import { withSettings } from './settings';

/** A port where nobody listens. */
const NOBODY = 'https://localhost:1';

test('the settings page shows the provisioned source, and "Save & test" hunts through Grafana', async ({
  gotoDataSourceConfigPage,
  page,
}, info) => {
  const settings = await gotoDataSourceConfigPage(SOURCE.uid);
  await expect(page.getByLabel(/^Tenant/)).toHaveValue(/^[0-9a-f-]{36}$/);
  await expect(page.getByLabel(/^Client id/)).toHaveValue(/^[0-9a-f-]{36}$/);
  await info.attach('settings', { body: await page.screenshot({ path: info.outputPath('settings.png') }) });
  await expect(settings.saveAndTest()).toBeOK();
  await expect(settings).toHaveAlert('success', { hasText: /ran a hunt/ });
  const rungs = page.getByRole('region', { name: 'What was tested' }).getByRole('listitem');
  await expect(rungs.filter({ has: page.getByRole('img', { name: 'Works', exact: true }) })).toHaveText([
    /Settings/,
    /Network/,
    /Sign-in/,
    /Permission/,
    /Smallest hunt/,
    /Clock/,
    /Quota/,
  ]);
});

test('a check that fails shows the rung that failed, and those that were not tried', async ({
  gotoDataSourceConfigPage,
  page,
  request,
}) => {
  await withSettings(request, { endpoint: { api: NOBODY, authority: NOBODY } }, async () => {
    const settings = await gotoDataSourceConfigPage(SOURCE.uid);
    await expect(settings.saveAndTest()).not.toBeOK();
    const rungs = page.getByRole('region', { name: 'What was tested' }).getByRole('listitem');
    await expect(rungs.filter({ has: page.getByRole('img', { name: 'Fails' }) })).toHaveText(/Network/);
    await expect(rungs.filter({ has: page.getByRole('img', { name: 'Not tried' }) })).toHaveText([
      /Sign-in/,
      /Permission/,
      /Smallest hunt/,
    ]);
  });
});

test('the settings page speaks the language of the organization', async ({
  gotoDataSourceConfigPage,
  page,
  request,
}) => {
  const speak = (language: string) => request.patch('/api/org/preferences', { data: { language }, headers: ADMIN });
  expect((await speak('de-DE')).ok()).toBe(true);
  try {
    await gotoDataSourceConfigPage(SOURCE.uid);
    await expect(page.getByText('Leitplanken')).toBeVisible();
    await expect(page.getByText('Identität', { exact: true })).toBeVisible();
  } finally {
    await speak('');
  }
});
