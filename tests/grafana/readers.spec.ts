import { expect, test } from '@grafana/plugin-e2e';

import { ADMIN, saveDashboard } from './dashboard';
import { STARTS } from './hunt';

const HUNT = { kql: STARTS, panel: 'table' as const };

test('a viewer sees the rows and may not edit', async ({ browser, request }) => {
  const uid = await saveDashboard(request, { title: 'For viewers', ...HUNT });
  const viewer = { login: 'viewer', password: 'viewer-of-the-suite', OrgId: 1 };
  const made = await request.post('/api/admin/users', { data: { name: 'Viewer', ...viewer }, headers: ADMIN });
  expect([200, 412]).toContain(made.status()); // 412: an earlier run has made it
  const context = await browser.newContext();
  const page = await context.newPage();
  const signedIn = await page.request.post('/login', { data: { user: viewer.login, password: viewer.password } });
  expect(signedIn.ok()).toBe(true);
  await page.goto(`/d/${uid}`);
  await expect(page.getByRole('columnheader', { name: 'Starts' })).toBeVisible();
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toHaveCount(0);
  expect((await page.request.delete('/api/datasources/uid/huntboard')).status()).toBe(403);
  expect((await page.request.delete(`/api/dashboards/uid/${uid}`)).status()).toBe(403);
  await context.close();
});

test('a public dashboard shows the rows to somebody without an account', async ({ browser, request }) => {
  const uid = await saveDashboard(request, { title: 'For everybody', ...HUNT });
  const share = { isEnabled: true, share: 'public', timeSelectionEnabled: false, annotationsEnabled: false };
  const shared = await request.post(`/api/dashboards/uid/${uid}/public-dashboards`, { data: share, headers: ADMIN });
  expect(shared.ok(), await shared.text()).toBe(true);
  const { accessToken } = await shared.json();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`/public-dashboards/${accessToken}`);
  await expect(page.getByRole('columnheader', { name: 'Starts' })).toBeVisible();
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await context.close();
  const ended = await request.delete(`/api/dashboards/uid/${uid}/public-dashboards/${(await shared.json()).uid}`, {
    headers: ADMIN,
  });
  expect(ended.ok()).toBe(true);
});
