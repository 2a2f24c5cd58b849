// cspell:words harborstatic nltest systeminfo
import { expect, test } from '@grafana/plugin-e2e';

import { Explored } from './explore';
import { changeSettings } from './settings';

// One attack of the generated tenant, from a spike back to its first mail. Each test is a step that a person takes from what
// the one before has shown. `PICTURES=1` takes the screenshots of docs/guide/explore.md anew.
test.use({ viewport: { width: 1400, height: 950 } });
test.setTimeout(240_000); // each hunt is several calls

// Together they ask more in a minute than a person does.
test.beforeAll(async ({ request }) => {
  await changeSettings(request, { callsPerMinute: 300 });
});

const EVENTS = `DeviceProcessEvents
| where $__timeFilter()
| where FileName in~ ("whoami.exe", "systeminfo.exe", "ipconfig.exe", "net.exe", "nltest.exe")`;
const SPIKE = `${EVENTS}\n| summarize Questions = count() by bin(Timestamp, 30m)`;
const DOMAIN_TRUSTS = 'nltest /domain_trusts /all_trusts';

test('a spike of a metric shows the events that it counts', async ({ page }) => {
  const explored = new Explored(page);
  await explored.open({ query: SPIKE });
  await expect(page.getByText('Questions', { exact: true })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Last run' })).toContainText('the last summarize has a time bin');
  const sample = page.getByText('Logs sample', { exact: true }).last();
  await sample.click();
  await expect(page.getByText(DOMAIN_TRUSTS).last()).toBeVisible();
  await explored.picture('spike', page.getByRole('heading', { name: 'Graph', exact: true }));
});

test('the volume counts all events by severity or action, and its switch is remembered', async ({ page }) => {
  const explored = new Explored(page);
  await explored.open({ query: EVENTS });
  const bySeverity = page.getByRole('radio', { name: 'By severity' });
  await expect(page.getByText(/does not support full-range histograms/)).toBeVisible(); // Grafana counts what was loaded
  await bySeverity.check({ force: true });
  await expect(page.getByText('Total: ')).toBeVisible();
  await expect(page.getByText(/does not support full-range histograms/)).toHaveCount(0);
  await page.getByRole('radio', { name: 'By action' }).check({ force: true });
  await expect(page.getByTestId('data-testid VizLegend series ProcessCreated')).toBeVisible();
  await explored.picture('volume');
  await page.reload();
  await expect(page.getByRole('radio', { name: 'By action' })).toBeChecked();
  await explored.open({ query: SPIKE });
  await expect(page.getByRole('status', { name: 'Last run' })).toContainText('Logs volume: summarize makes rows that');
});

test('the details of a line have links, and buttons that filter', async ({ page }) => {
  const explored = new Explored(page);
  await explored.open({ query: EVENTS });
  await explored.details(DOMAIN_TRUSTS, 'DeviceName');
  await expect(explored.logs.getByText('Go hunt', { exact: true })).toHaveCount(1);
  await expect(explored.logs.getByText('Open in Defender', { exact: true })).toHaveCount(1);
  const add = page.getByRole('button', { name: /^Filter for value/ });
  await add.click();
  await expect.poll(() => explored.kql()).toMatch(/\| where DeviceName == 'lt-[\w-]+\.brightharbor\.example'/);
  await expect(explored.line('whoami /all')).toBeVisible();
  await explored.details(DOMAIN_TRUSTS, 'DeviceName');
  await explored.picture('details', explored.logs);
  await page.getByRole('button', { name: /^Remove filter/ }).click();
  await expect.poll(() => explored.kql()).toBe(EVENTS);
  await explored.details(DOMAIN_TRUSTS, 'DeviceName');
  await page.getByRole('button', { name: /^Filter out value/ }).click();
  await expect.poll(() => explored.kql()).toContain("| where DeviceName != 'lt-");
});

test('text that is selected in a line filters all columns', async ({ page }) => {
  const explored = new Explored(page);
  await explored.open({ query: EVENTS });
  await explored.line(DOMAIN_TRUSTS).dblclick();
  await page.getByRole('menuitem', { name: 'Add as line contains filter' }).click();
  await expect.poll(() => explored.kql()).toContain("| where * contains 'domain_trusts'");
  await expect(explored.line(DOMAIN_TRUSTS)).toBeVisible();
});

test('around a line stand the alerts and the calls home of its device, and they open beside it', async ({ page }) => {
  const explored = new Explored(page);
  await explored.open({ query: EVENTS });
  await explored.menu(DOMAIN_TRUSTS).click();
  await page.getByRole('menuitem', { name: 'Show context' }).click();
  const around = page.getByRole('dialog', { name: 'Log context' });
  await expect(around.getByText(/Suspicious PowerShell started by Microsoft Word/).first()).toBeVisible();
  await expect(around.getByText(/ConnectionSuccess · cdn\.harborstatic\.example/).first()).toBeVisible();
  await explored.picture('context');
  await around.getByRole('textbox').fill('HarborSync');
  await around.getByRole('textbox').press('Enter');
  await expect(around.getByText(/RegistryValueSet/).first()).toBeVisible();
  await expect(around.getByText(/ConnectionSuccess/)).toHaveCount(0);
  await around.getByRole('textbox').fill('');
  await around.getByRole('textbox').press('Enter');
  await around.getByRole('button', { name: 'Open in split view' }).click();
  await expect(page.getByRole('heading', { name: 'Go hunt' })).toBeVisible();
});

test('a process tree shows who started what', async ({ page }) => {
  const explored = new Explored(page);
  await explored.open({ query: EVENTS });
  await explored.details(DOMAIN_TRUSTS, 'InitiatingProcessId');
  await explored.logs.getByText('Process tree', { exact: true }).first().click();
  await expect(page.getByRole('heading', { name: 'Process tree' })).toBeVisible();
  await explored.openOther();
  for (const name of ['outlook.exe', 'winword.exe', 'powershell.exe', 'nltest.exe']) {
    await expect(page.getByText(name, { exact: true }).first()).toBeAttached();
  }
  await explored.picture('tree', page.getByText('Node graph', { exact: true }).last());
});

test('a go hunt on the user leads to the mail that began it', async ({ page }) => {
  const explored = new Explored(page);
  await explored.open({ query: EVENTS });
  await explored.details(DOMAIN_TRUSTS, 'AccountUpn');
  await explored.logs.getByText('Go hunt', { exact: true }).first().click();
  await expect(page.getByRole('heading', { name: 'Go hunt' })).toBeVisible();
  await explored.openOther();
  await page.getByRole('button', { name: /^Sorted by newest logs first/ }).click();
  await expect(explored.line(/Overdue: invoice 4471 for Bright Harbor · Delivered$/)).toBeVisible();
  await explored.picture('mail', explored.logs);
});
