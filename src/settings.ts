import type { DataSourceJsonData } from '@grafana/data';

/** Hunting APIs that the backend speaks; the first is the one to choose. */
export const APIS = ['graph', 'xdr', 'mde'] as const;
export type Api = (typeof APIS)[number];

export const CLOUDS = ['commercial', 'gcc', 'gccHigh', 'dod', 'china'] as const;
export type Cloud = (typeof CLOUDS)[number];

/** Where Defender for Endpoint keeps a tenant's data; its API has a host for each. */
export const REGIONS = ['us', 'eu', 'uk', 'au', 'swa', 'ina', 'aea'] as const;
export type Region = (typeof REGIONS)[number];

/** Hosts other than the cloud's own: a proxy, or the emulator. */
export interface Endpoint {
  api?: string;
  authority?: string;
}

interface AppRegistration {
  /** As Grafana's Azure settings spell it; derived from our `cloud`. */
  azureCloud?: string;
  tenantId?: string;
  clientId?: string;
}

export interface ClientSecret extends AppRegistration {
  authType: 'clientsecret';
}

export interface ClientCertificate extends AppRegistration {
  authType: 'clientcertificate';
  certificateFormat?: CertificateFormat;
}

/** `pem`: certificate and private key as text. `pfx`: both in one file, in Base64. */
export type CertificateFormat = 'pem' | 'pfx';

export interface ManagedIdentity {
  authType: 'msi';
  clientId?: string;
}

export interface WorkloadIdentity {
  authType: 'workloadidentity';
  tenantId?: string;
  clientId?: string;
}

/** Who asks, where no person is signed in. */
export type ServiceCredentials = ClientSecret | ClientCertificate | ManagedIdentity | WorkloadIdentity;

/** Whoever looks at the dashboard asks; for alert rules, which nobody looks at, the service credentials do. */
export interface CurrentUser {
  authType: 'currentuser';
  serviceCredentialsEnabled?: boolean;
  serviceCredentials?: ServiceCredentials;
}

/** The object that Grafana's Azure data sources store, so that their tools and habits fit. */
export type AzureCredentials = ServiceCredentials | CurrentUser;
export type AuthType = AzureCredentials['authType'];

/** `jsonData`. `pkg/plugin` reads the same names. */
export interface Settings extends DataSourceJsonData {
  api?: Api;
  cloud?: Cloud;
  region?: Region;
  azureCredentials?: AzureCredentials;
  /** Makes Grafana's server hand the user's token on; true for the current user alone. */
  oauthPassThru?: boolean;
  /** Keeps Grafana from giving one user's rows to another; true for the current user alone. */
  disableGrafanaCache?: boolean;
  workspaceId?: string;
  endpoint?: Endpoint;
  tlsAuthWithCACert?: boolean;
  timeoutSeconds?: number;
  cacheSeconds?: number;
  enableSecureSocksProxy?: boolean;
  callsPerMinute?: number;
  callsPerHour?: number;
  runMinutesPerHour?: number;
  runMinutesPerDay?: number;
  maxInFlight?: number;
  allowedTables?: string[];
  deniedTables?: string[];
  allowExternal?: boolean;
  maxRangeDays?: number;
  maxRows?: number;
}

/** `secureJsonData`: written by the settings page, never read back. */
export interface Secrets {
  azureClientSecret?: string;
  clientCertificate?: string;
  privateKey?: string;
  certificatePassword?: string;
  tlsCACert?: string;
}

export const DEFAULT_TIMEOUT_SECONDS = 200;
export const MAX_TIMEOUT_SECONDS = 600;

export const DEFAULT_CACHE_SECONDS = 60;
export const MAX_CACHE_SECONDS = 3600;

/** The budget's numbers: what holds while a field is empty, and the most it takes. `pkg/plugin/settings_budget.go` has the same. */
export const BUDGET = {
  callsPerMinute: { usual: 30, mde: 10, most: 10_000 },
  callsPerHour: { usual: undefined, mde: 1500, most: 600_000 },
  runMinutesPerHour: { usual: undefined, mde: 10, most: 6000 },
  runMinutesPerDay: { usual: undefined, mde: 180, most: 144_000 },
  maxInFlight: { usual: 5, mde: 5, most: 100 },
} as const;
export type BudgetSetting = keyof typeof BUDGET;

/** Sentinel keeps tables for twelve years. */
export const MAX_RANGE_DAYS = 4383;

/** What a server and a browser can take. One call brings 100,000; a hunt that is split makes several. */
export const MAX_ROWS = 1_000_000;

/** Names that grafana-azure-sdk-go knows the clouds by. */
export const AZURE_CLOUDS: Record<Cloud, string> = {
  commercial: 'AzureCloud',
  gcc: 'AzureCloud',
  gccHigh: 'AzureUSGovernment',
  dod: 'AzureUSGovernment',
  china: 'AzureChinaCloud',
};
