import { expect, type Locator, type Page } from '@playwright/test';

import { running } from './running';

/** The preview's query page, as its user sees it. */
export class QueryPage {
  readonly query: Locator;
  readonly results: Locator;
  readonly monaco: Locator;
  /** What has the keyboard while KQL is typed. */
  readonly box: Locator;
  readonly stats: Locator;
  readonly graph: Locator;

  constructor(readonly page: Page) {
    this.query = page.getByRole('region', { name: 'Query' });
    this.results = page.getByRole('region', { name: 'Results' });
    this.monaco = this.query.locator('.monaco-editor').first();
    this.box = this.monaco.getByRole('textbox');
    this.stats = this.results.locator('dl[aria-label="Stats"]');
    this.graph = this.results.getByRole('figure', { name: 'Graph' });
  }

  async open(search: Record<string, string> = {}): Promise<void> {
    await this.page.goto(`${running().url}/?${new URLSearchParams(search)}`);
    await expect(this.monaco).toBeVisible();
  }

  /** Replaces the KQL with the keyboard, key by key, and runs it with Shift+Enter. */
  async hunt(kql: string): Promise<void> {
    await this.monaco.click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.type(kql);
    await this.page.keyboard.press('Shift+Enter');
  }

  /** The cells of the shown rows, the table's head apart. */
  async rows(): Promise<string[][]> {
    const rows = this.results.getByRole('row').filter({ has: this.page.getByRole('cell') });
    await expect(rows.first()).toBeVisible();
    return Promise.all((await rows.all()).map((row) => row.getByRole('cell').allInnerTexts()));
  }

  columns(): Locator {
    return this.results.getByRole('columnheader');
  }

  /** The number that the run's statistics give, such as Rows. */
  async stat(name: string): Promise<number> {
    const value = this.stats.locator('div', { has: this.page.getByText(name, { exact: true }) }).locator('dd');
    return Number((await value.innerText()).replaceAll(/[^\d.]/g, ''));
  }
}
