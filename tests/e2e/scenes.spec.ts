import { expect, type Page, test } from '@playwright/test';

import { violations } from './axe';
import { SCENES } from './scenes';

for (const { name, open } of SCENES) {
  for (const theme of ['dark', 'light']) {
    test(`${name}, ${theme}: axe finds nothing, and nothing is cut off in panels of 1280 and of 640 pixels`, async ({
      page,
    }, info) => {
      await page.setViewportSize({ width: 1280, height: 1000 });
      await open(page, theme);
      await page.mouse.move(0, 0);
      for (const width of [1280, 640]) {
        await page.setViewportSize({ width, height: 1000 });
        await settled(page);
        const path = info.outputPath(`${name}-${theme}-${width}.png`);
        await info.attach(`${width}`, { body: await page.screenshot({ path, fullPage: true }) });
        expect.soft(await violations(page)).toEqual([]);
        expect.soft(await beyond(page), `pixels beyond ${width}`).toBe(0);
        expect.soft(await cut(page), `cut off at ${width}`).toEqual([]);
      }
    });
  }
}

/** Waits until a drawer has moved in and Monaco has taken its new width: what is half transparent has no contrast. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)))
  );
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** How far the page can be scrolled to the right. */
function beyond(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Texts that don't fit their box, whose rest nobody can scroll to. */
function cut(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *, [role=dialog] *')]
      .filter((element) => element.closest('.monaco-editor, [aria-label=Results], [role=radiogroup]') === null)
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
      .filter((element) => ['hidden', 'clip'].includes(getComputedStyle(element).overflowX))
      .map((element) => element.outerHTML.slice(0, 200))
  );
}
