import { expect, test } from '@playwright/test';

import { QueryPage } from './queryPage';
import { running } from './running';

test.describe('a hunt', () => {
  test('typed in Monaco and run with Shift+Enter shows its rows', async ({ page }) => {
    const hunts = new QueryPage(page);
    await hunts.open();
    await expect(hunts.monaco.locator('.view-lines')).toBeVisible(); // the plain text box has none
    await hunts.hunt('DeviceProcessEvents | project Timestamp, DeviceName, FileName | take 5');

    await expect(hunts.columns()).toHaveText(['Timestamp', 'DeviceName', 'FileName']);
    const rows = await hunts.rows();
    expect(rows).toHaveLength(5);
    for (const [time, device, file] of rows) {
      expect(time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/);
      expect(device).not.toBe('');
      expect(file).not.toBe('');
    }
    expect(await hunts.stat('Rows')).toBe(5);
  });

  test('counted by time shows a graph with a line, the same rows as a table, and its stats', async ({ page }) => {
    const hunts = new QueryPage(page);
    await hunts.open();
    await hunts.hunt('DeviceProcessEvents | summarize Hunts=count() by bin(Timestamp, 1h)');

    await expect(hunts.graph.locator('canvas')).toBeVisible();
    await expect.poll(() => greenPixels(hunts)).toBeGreaterThan(300);
    await expect(hunts.graph.getByText('Hunts')).toBeVisible();
    await expect(hunts.columns()).toHaveText(['Timestamp', 'Hunts']);
    await expect(hunts.stats).toContainText('Duration');
    await expect(hunts.stats).toContainText('Bytes');
    expect(await hunts.stat('Rows')).toBeGreaterThanOrEqual(24);
  });

  test('over a longer time range finds more', async ({ page }) => {
    const hunts = new QueryPage(page);
    await hunts.open({ query: 'DeviceProcessEvents | count' });
    const day = Number((await hunts.rows())[0]?.[0]?.replaceAll(',', ''));
    await page.getByTestId(/TimePicker Open Button/).click();
    await page.getByText('Last 7 days', { exact: true }).click();
    await expect
      .poll(async () => Number((await hunts.rows())[0]?.[0]?.replaceAll(',', '')))
      .toBeGreaterThan(2 * Math.max(day, 1));
  });

  test('that finds nothing says so', async ({ page }) => {
    const hunts = new QueryPage(page);
    await hunts.open();
    await hunts.hunt('DeviceProcessEvents | where FileName == "no such file"');
    await expect(hunts.results.getByText('No data')).toBeVisible();
    await expect(hunts.query.getByRole('alert')).toHaveCount(0);
  });

  test('sends nothing to any other host', async ({ page }) => {
    const { url } = running();
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) {
        elsewhere.push(request.url());
      }
    });
    const hunts = new QueryPage(page);
    await hunts.open({ query: 'DeviceProcessEvents | take 1' });
    await hunts.rows();
    expect(elsewhere).toEqual([]);
  });
});

test.describe('a hunt that the service refuses', () => {
  const refusals = [
    {
      what: 'for its syntax',
      kql: 'DeviceProcessEvents | wherever FileName == "cmd.exe"',
      says: /query could not be parsed/i,
    },
    { what: 'for a table that is unknown', kql: 'NoSuchTable | take 1', says: /NoSuchTable/ },
    { what: 'for a column that is unknown', kql: 'DeviceProcessEvents | project NoSuchColumn', says: /NoSuchColumn/ },
  ];
  for (const { what, kql, says } of refusals) {
    test(`${what} shows the service's sentence beside the editor, and no rows`, async ({ page }) => {
      const hunts = new QueryPage(page);
      await hunts.open({ query: 'DeviceProcessEvents | take 3' });
      await hunts.rows();
      await hunts.hunt(kql);
      const sentence = hunts.query.getByRole('alert');
      await expect(sentence).toContainText(says);
      await expect(sentence).not.toContainText(/\[object|undefined|stack/);
      await expect(hunts.results.getByRole('cell')).toHaveCount(0);
    });
  }

  test('runs again when it is mended', async ({ page }) => {
    const hunts = new QueryPage(page);
    await hunts.open();
    await hunts.hunt('NoSuchTable');
    await expect(hunts.query.getByRole('alert')).toBeVisible();
    await hunts.hunt('DeviceProcessEvents | take 2');
    await expect(hunts.query.getByRole('alert')).toHaveCount(0);
    expect(await hunts.rows()).toHaveLength(2);
  });
});

/** Pixels of the chart in the first color of Grafana's palette: the line and its filling. */
function greenPixels(hunts: QueryPage): Promise<number> {
  return hunts.graph.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    let count = 0;
    for (let i = 0; i < data.length; i += 4) {
      const [red = 0, green = 0, blue = 0, alpha = 0] = data.slice(i, i + 4);
      count += alpha > 200 && green > red + 40 && green > blue + 40 ? 1 : 0;
    }
    return count;
  });
}
