import { defineConfig } from '@playwright/test';

const asRoot = process.getuid?.() === 0;

/** The browser suite: a real Chromium, the preview with the built plugin, the emulator behind it. */
export default defineConfig({
  testDir: './tests/e2e',
  outputDir: './.cache/e2e',
  globalSetup: './tests/e2e/globalSetup.ts',
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? '.cache/e2e.json' }]],
  workers: 1,
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  use: {
    viewport: { width: 1400, height: 1000 },
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
        ...(asRoot ? ['--no-sandbox'] : []), // Chromium's sandbox refuses to run as root
      ],
    },
  },
});
