import { expect, type Page } from '@playwright/test';

import { running } from './running';

/** A screen of the plugin as its users meet it. */
export interface Scene {
  name: string;
  /** Leads a page there. */
  open(page: Page, theme: string): Promise<void>;
}

const WITH_HINTS = 'DeviceProcessEvents | where ProcessCommandLine has "cmd" | join DeviceInfo on DeviceId | take 5';

/** Every screen that the preview hosts, with what can be opened on it. */
export const SCENES: readonly Scene[] = [
  {
    name: 'empty editor',
    open: async (page, theme) => {
      await visit(page, { theme });
      await expect(page.getByRole('region', { name: 'Start here' })).toBeVisible();
    },
  },
  {
    name: 'editor with hints, options and a part that ran',
    open: async (page, theme) => {
      await visit(page, { theme, query: WITH_HINTS });
      await expect(page.getByRole('list', { name: 'Hints' })).toContainText('innerunique');
      await expect(page.getByRole('status', { name: 'Last run' })).toContainText('Rows');
      await page.getByRole('button', { name: 'Options' }).click();
      await page.getByRole('button', { name: 'Run statement' }).click();
      await expect(page.getByRole('region', { name: 'Rows of the part' })).toBeVisible();
    },
  },
  {
    name: 'editor with an error',
    open: async (page, theme) => {
      await visit(page, { theme, query: 'DeviceProcessEvents | project NoSuchColumn' });
      await expect(page.getByRole('region', { name: 'Query' }).getByRole('alert').first()).toContainText(
        'NoSuchColumn'
      );
      await expect(page.locator('.squiggly-error')).toHaveCount(1);
    },
  },
  {
    name: 'library',
    open: async (page, theme) => {
      await visit(page, { theme, query: 'DeviceInfo | project DeviceName | take 5' });
      await page.getByRole('button', { name: 'Library' }).click();
      await expect(page.getByRole('searchbox')).toBeFocused();
      await page.keyboard.type('steady rhythm');
      await expect(page.locator('[data-kql=type]').first()).toBeVisible();
    },
  },
  {
    name: 'builder',
    open: async (page, theme) => {
      const filtered =
        "DeviceEvents | where $__timeFilter() | where FileName =~ 'a' or tostring(parse_json(AdditionalFields).Name) has 'b'";
      await visit(page, {
        theme,
        query: `${filtered} | summarize Count = count() by DeviceName | where Count > 1 | take 9`,
      });
      await page.getByRole('radio', { name: 'Builder', exact: true }).click({ force: true });
      await expect(page.getByRole('textbox', { name: 'Figure 1: name' })).toHaveValue('Count');
    },
  },
  {
    name: 'variable editor',
    open: async (page, theme) => {
      await visit(page, { theme, tab: 'variable' });
      await choose(page, 'Values', 'Values of a column');
      await expect(page.getByRole('combobox', { name: /^Column/ })).toBeVisible();
    },
  },
  {
    name: 'annotation editor',
    open: async (page, theme) => {
      await visit(page, { theme, tab: 'annotation' });
      await expect(page.locator('.monaco-editor').first()).toBeVisible();
      await choose(page, 'Events', 'Alerts');
      await expect(page.getByRole('combobox', { name: /^Severities/ })).toBeVisible();
    },
  },
  {
    name: 'settings',
    open: async (page, theme) => {
      await visit(page, { theme, tab: 'settings' });
      const settings = page.getByRole('region', { name: 'Settings' });
      await settings.getByRole('radio', { name: 'App with certificate', exact: true }).click();
      await settings.getByText('Guard rails').click();
      await expect(settings.getByLabel(/^Most rows/)).toBeVisible();
    },
  },
  {
    name: 'settings that were tested',
    open: async (page, theme) => {
      await visit(page, { theme, tab: 'settings' });
      await page.getByRole('button', { name: 'Save & test' }).click();
      await expect(page.getByRole('region', { name: 'What was tested' })).toBeVisible();
    },
  },
];

async function visit(page: Page, search: Record<string, string>): Promise<void> {
  const { url, settingsUrl } = running();
  await page.goto(`${search.tab === 'settings' ? settingsUrl : url}/?${new URLSearchParams(search)}`);
}

/** Chooses from one of Grafana's boxes with a list. */
export async function choose(page: Page, label: string, choice: string): Promise<void> {
  await page.getByRole('combobox', { name: new RegExp(`^${label}`) }).click();
  await page.getByRole('option', { name: choice }).click();
}
