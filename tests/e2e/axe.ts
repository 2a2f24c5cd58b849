import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** What is wrong inside components that are not ours, and that a plugin can't mend. */
const NOT_OURS = [
  { rule: 'label-content-name-mismatch', inside: '[aria-controls="TimePickerContent"]' }, // Grafana's time picker
  { rule: 'color-contrast', inside: '[aria-controls="TimePickerContent"]' },
  { rule: 'scrollable-region-focusable', inside: '[data-testid="data-testid table body"]' }, // Grafana's table
  { rule: 'landmark-unique', inside: '.monaco-aria-container' }, // what Monaco reads aloud
  { rule: 'region', inside: '#grafana-portal-container' }, // Grafana puts tooltips and lists outside of all landmarks
];

/** What axe finds in the page as it is now, by all its rules: each a rule, its weight, the place, and the HTML there. */
export async function violations(page: Page): Promise<string[]> {
  // The page has an AMD loader for the plugin, which axe would hand itself to.
  await page.evaluate(`((define) => { ${axe.source} })()`);
  return page.evaluate(async (notOurs) => {
    const { axe } = window as unknown as { axe: { run(): Promise<Found> } };
    interface Found {
      violations: Array<{ id: string; impact: string; nodes: Array<{ target: string[]; html: string }> }>;
    }
    const { violations: found } = await axe.run();
    return found.flatMap(({ id, impact, nodes }) =>
      nodes
        .filter(({ target }) => {
          const element = document.querySelector(target.at(-1) ?? '');
          return !notOurs.some(({ rule, inside }) => rule === id && element?.closest(inside));
        })
        .map(({ target, html }) => `${id} (${impact}) at ${target.join(' ')}: ${html.slice(0, 160)}`)
    );
  }, NOT_OURS);
}
