import { join } from 'node:path';

import { expect, type Locator, type Page } from '@playwright/test';

import { SOURCE } from './hunt';

const IMAGES = join(__dirname, '../../docs/guide/img');
const TYPE = 'huntboard-defender-datasource';

/** How Grafana keeps the choices of a browser that this suite makes before a page is loaded. */
const CHOICES = {
  'grafana.navigation.docked': 'false',
  'grafana.explore.contentOutline.expanded': 'false',
};

export interface Hunted {
  /** Text, or what a link to a hunt carries. */
  query: string | object;
  /** The uid of the data source; the provisioned one unless said. */
  uid?: string;
  from?: string;
  to?: string;
}

/** Explore with one hunt, as somebody who was sent its address sees it. */
export class Explored {
  readonly logs: Locator;

  constructor(readonly page: Page) {
    this.logs = page.getByTestId('logRows');
  }

  async open({ query, uid = SOURCE.uid, from = 'now-24h', to = 'now' }: Hunted): Promise<void> {
    await this.page.addInitScript((choices) => {
      Object.entries(choices).forEach(([key, value]) => window.localStorage.setItem(key, value));
    }, CHOICES);
    const asked = typeof query === 'string' ? { queryType: 'hunt', query, format: 'auto', range: 'auto' } : query;
    const target = { refId: 'A', datasource: { type: TYPE, uid }, schemaVersion: 1, ...asked };
    const panes = { a: { datasource: uid, queries: [target], range: { from, to } } };
    await this.page.goto(`/explore?schemaVersion=1&orgId=1&panes=${encodeURIComponent(JSON.stringify(panes))}`);
  }

  /** A line of the logs, by what it says. */
  line(text: string | RegExp): Locator {
    return this.logs.getByText(text).last();
  }

  /** Opens what is known of a line, and narrows it to the fields that have a name. */
  async details(line: string | RegExp, name = ''): Promise<void> {
    const search = this.page.getByPlaceholder('Search field names and values');
    if (!(await search.isVisible())) {
      await this.line(line).click();
    }
    await search.fill(name);
  }

  /** The menu at the left of a line. */
  menu(line: string): Locator {
    return this.line(line)
      .locator('xpath=ancestor::*[.//button[@aria-label="Log menu"]][1]')
      .getByLabel('Log menu')
      .first();
  }

  /** Opens what a link has put beside the first pane as the only one: its address is all that it is. */
  async openOther(): Promise<void> {
    await expect.poll(() => this.panes().length).toBe(2);
    const panes = { b: this.panes()[1] };
    await this.page.goto(`/explore?schemaVersion=1&orgId=1&panes=${encodeURIComponent(JSON.stringify(panes))}`);
  }

  /** The KQL of the first pane, as its address has it: what Grafana runs. */
  kql(): string {
    return this.panes()[0]?.queries[0]?.query ?? '';
  }

  private panes(): Array<{ queries: Array<{ query?: string }> }> {
    return Object.values(JSON.parse(new URL(this.page.url()).searchParams.get('panes') ?? '{}'));
  }

  /** Takes a screenshot for the guide where pictures are wanted (`PICTURES=1`). */
  async picture(name: string, from?: Locator): Promise<void> {
    if (process.env.PICTURES === undefined) {
      return;
    }
    await from?.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    await this.page.waitForLoadState('networkidle');
    await this.page.mouse.move(700, 8);
    await this.page.screenshot({ path: join(IMAGES, `explore-${name}.png`), animations: 'disabled' });
  }
}
