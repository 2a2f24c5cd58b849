/** What serve.ts started; the specs run in other processes and get it through the environment. */
export interface Running {
  /** The preview's page. */
  url: string;
  /** Another preview, for the specs that save settings. */
  settingsUrl: string;
  /** The environment that the provisioned data source is filled from. */
  provisioning: Record<
    'HUNTBOARD_URL' | 'HUNTBOARD_TENANT_ID' | 'HUNTBOARD_CLIENT_ID' | 'HUNTBOARD_CLIENT_SECRET' | 'HUNTBOARD_CA',
    string
  >;
}

const VARIABLE = 'HUNTBOARD_E2E';

export function setRunning(ready: Record<string, unknown>): void {
  process.env[VARIABLE] = JSON.stringify(ready);
}

export function running(): Running {
  const text = process.env[VARIABLE];
  if (text === undefined) {
    throw new Error('The global setup did not run: start the suite with `npx playwright test`.');
  }
  return JSON.parse(text);
}
