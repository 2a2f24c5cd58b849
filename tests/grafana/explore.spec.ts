import { expect, test } from '@grafana/plugin-e2e';

import { KqlBox, SOURCE } from './hunt';

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
