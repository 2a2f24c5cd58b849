import type { PluginOptions } from '@grafana/plugin-e2e';
import { defineConfig } from '@playwright/test';

import suite from './playwright.config';

/**
 * The suite against a real Grafana, whose address GRAFANA_URL gives (`npm run e2e:grafana` starts one): anonymous visitors
 * are administrators there, as in the demo.
 */
export default defineConfig<PluginOptions>({
  ...suite,
  globalSetup: undefined,
  testDir: './tests/grafana',
  outputDir: './.cache/e2e-grafana',
  reporter: [['list']],
  timeout: 180_000,
  expect: { timeout: 45_000 },
  use: { ...suite.use, baseURL: process.env.GRAFANA_URL, provisioningRootDir: './provisioning' },
});
