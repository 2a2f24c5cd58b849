import type { DataSourceJsonData } from '@grafana/data';

/** Hunting APIs that the backend speaks. */
export type Api = 'graph';

export const CLOUDS = ['commercial', 'gcc', 'gccHigh', 'dod', 'china'] as const;
export type Cloud = (typeof CLOUDS)[number];

/** The object that Grafana's Azure data sources store. `azureCloud` is derived from our `cloud`. */
export interface AzureCredentials {
  authType: 'clientsecret';
  azureCloud?: string;
  tenantId?: string;
  clientId?: string;
}

/** Hosts other than the cloud's own: a proxy, or the emulator. */
export interface Endpoint {
  api?: string;
  authority?: string;
}

/** `jsonData`. `pkg/plugin` reads the same names. */
export interface Settings extends DataSourceJsonData {
  api?: Api;
  cloud?: Cloud;
  azureCredentials?: AzureCredentials;
  workspaceId?: string;
  endpoint?: Endpoint;
  tlsAuthWithCACert?: boolean;
  timeoutSeconds?: number;
}

/** `secureJsonData`: written by the settings page, never read back. */
export interface Secrets {
  azureClientSecret?: string;
  tlsCACert?: string;
}

export const DEFAULT_TIMEOUT_SECONDS = 200;
export const MAX_TIMEOUT_SECONDS = 600;

/** Names that grafana-azure-sdk-go knows the clouds by. */
export const AZURE_CLOUDS: Record<Cloud, string> = {
  commercial: 'AzureCloud',
  gcc: 'AzureCloud',
  gccHigh: 'AzureUSGovernment',
  dod: 'AzureUSGovernment',
  china: 'AzureChinaCloud',
};
