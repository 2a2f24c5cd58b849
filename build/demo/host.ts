import { readFileSync } from 'node:fs';

import type { Emulator } from '../../preview/start';

/** A running Grafana, or the preview in its place: both answer Grafana's HTTP API. */
export interface Host {
  name: string;
  /** Without a slash at the end. */
  url: string;
  /** The page a person opens. */
  page: string;
  ended: Promise<{ how: string; stderr: string }>;
  stop(): Promise<void>;
}

/** The variables that `provisioning/datasources/huntboard.yaml` names, for this emulator. */
export function provisioningEnv(emulator: Emulator, dashboards: string): Record<string, string> {
  return {
    HUNTBOARD_URL: emulator.url,
    HUNTBOARD_TENANT_ID: emulator.tenantId,
    HUNTBOARD_CLIENT_ID: emulator.clientId,
    HUNTBOARD_CLIENT_SECRET: emulator.clientSecret,
    HUNTBOARD_CA: readFileSync(emulator.caFile, 'utf8'),
    HUNTBOARD_DASHBOARDS: dashboards,
  };
}
