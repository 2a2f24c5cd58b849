import { expect, type Locator, type Page } from '@playwright/test';

export const SOURCE = { uid: 'huntboard', name: 'Defender Hunting' };

/** Events of the generated tenant, as a time series; every range of a day has some. */
export const STARTS =
  'DeviceProcessEvents | where $__timeFilter() | summarize Starts = count() by bin(Timestamp, $__interval)';

/** Our editor inside a row or a form of Grafana's. */
export class KqlBox {
  readonly monaco: Locator;

  constructor(
    readonly page: Page,
    root: Locator | Page = page
  ) {
    this.monaco = root.locator('.monaco-editor').first();
  }

  /** Replaces the KQL as a person does: with the keyboard. */
  async write(kql: string): Promise<void> {
    await expect(this.monaco).toBeVisible();
    await this.monaco.click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.insertText(kql);
  }

  async run(kql: string): Promise<void> {
    await this.write(kql);
    await this.page.keyboard.press('Shift+Enter');
  }
}
