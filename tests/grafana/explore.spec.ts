import { expect, test } from '@grafana/plugin-e2e';

import { Explored } from './explore';
import { KqlBox, SOURCE } from './hunt';
import { withSettings } from './settings';

test('Explore shows events as log lines', async ({ explorePage, page }, info) => {
  await explorePage.datasource.set(SOURCE.name);
  const answer = explorePage.waitForQueryDataResponse((response) => response.ok());
  await new KqlBox(page).run(
    'DeviceProcessEvents | where $__timeFilter() | where FileName =~ "powershell.exe" | take 100'
  );
  await answer;
  await expect(page.getByText(/powershell/i).first()).toBeVisible();
  await info.attach('explore', { body: await page.screenshot({ path: info.outputPath('explore.png') }) });
});

test('a hunt over budget tells when it can run', async ({ page, request }) => {
  await withSettings(request, { callsPerMinute: 1, timeoutSeconds: 15 }, async () => {
    const explored = new Explored(page);
    await explored.open({ query: 'DeviceInfo | where $__timeFilter() | take 1' });
    await expect(page.getByText(/Calls left this minute: 0 of 1/)).toBeVisible();
    await explored.open({ query: 'DeviceInfo | where $__timeFilter() | take 2' });
    await expect(page.getByText(/It works again at \d\d:\d\d(:\d\d)? UTC, in \d+/).first()).toBeVisible();
  });
});
