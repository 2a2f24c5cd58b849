import { type Api, APIS, type Cloud, type Region, REGIONS, type Settings } from '../settings';

/** What people need to know of an API before they choose it. */
interface ApiFacts {
  label: string;
  description: string;
  /** What Entra's permission picker calls it. */
  resource: string;
  /** Permission of an app that asks for itself, and of one that asks for a user. */
  application: string;
  delegated: string;
  /** The day from which it returns no data. */
  ends?: string;
}

/** https://learn.microsoft.com/graph/api/resources/security-api-overview (2026-08) tells when the two older ones end. */
export const API_ENDS = '2027-02-01';

export const API_FACTS: Record<Api, ApiFacts> = {
  graph: {
    label: 'Microsoft Graph',
    description: 'All tables; the one to choose',
    resource: 'Microsoft Graph',
    application: 'ThreatHunting.Read.All',
    delegated: 'ThreatHunting.Read.All',
  },
  xdr: {
    label: 'Defender XDR',
    description: `All tables, until ${API_ENDS}`,
    resource: 'Microsoft Threat Protection',
    application: 'AdvancedHunting.Read.All',
    delegated: 'AdvancedHunting.Read',
    ends: API_ENDS,
  },
  mde: {
    label: 'Defender for Endpoint',
    description: `Tables of devices only, until ${API_ENDS}`,
    resource: 'WindowsDefenderATP',
    application: 'AdvancedQuery.Read.All',
    delegated: 'AdvancedQuery.Read',
    ends: API_ENDS,
  },
};

/**
 * Hosts as documented; no entry, no documented host. Tokens are made for them, too.
 * https://learn.microsoft.com/defender-xdr/usgov, https://learn.microsoft.com/graph/deployments (2026-08)
 */
const HOSTS: Record<Cloud, Partial<Record<Api, string>>> = {
  commercial: {
    graph: 'graph.microsoft.com',
    xdr: 'api.security.microsoft.com',
    mde: 'api.securitycenter.microsoft.com',
  },
  gcc: {
    graph: 'graph.microsoft.com',
    xdr: 'api-gcc.security.microsoft.us',
    mde: 'api-gcc.securitycenter.microsoft.us',
  },
  gccHigh: {
    graph: 'graph.microsoft.us',
    xdr: 'api-gov.security.microsoft.us',
    mde: 'api-gov.securitycenter.microsoft.us',
  },
  dod: {
    graph: 'dod-graph.microsoft.us',
    xdr: 'api-gov.security.microsoft.us',
    mde: 'api-gov.securitycenter.microsoft.us',
  },
  china: { graph: 'microsoftgraph.chinacloudapi.cn' },
};

export const REGION_LABELS: Record<Region, string> = {
  us: 'United States',
  eu: 'Europe',
  uk: 'United Kingdom',
  au: 'Australia',
  swa: 'Switzerland',
  ina: 'India',
  aea: 'United Arab Emirates',
};

export interface Service {
  api: Api;
  cloud: Cloud;
  region?: Region;
}

/** The service that is asked, with the defaults filled in. */
export function serviceOf({ api = 'graph', cloud = 'commercial', region }: Settings): Service {
  return { api, cloud, region };
}

/** Undefined for a pair that no document gives a host for: the backend refuses it. */
export function resourceOf({ api, cloud }: Service): string | undefined {
  const host = HOSTS[cloud][api];
  return host && `https://${host}`;
}

/** Where hunts go. A region's host takes tokens that are made for the main one. */
export function addressOf(service: Service): string | undefined {
  const { region } = service;
  return region && hasRegions(service) ? `https://${region}.api.security.microsoft.com` : resourceOf(service);
}

export function hasRegions({ api, cloud }: Service): boolean {
  return api === 'mde' && cloud === 'commercial';
}

/** Every host of Microsoft's in the table, and an older name that one still answers to. */
export const MICROSOFT_HOSTS: ReadonlySet<string> = new Set([
  ...Object.values(HOSTS).flatMap((hosts) => APIS.flatMap((api) => hosts[api] ?? [])),
  ...REGIONS.map((region) => `${region}.api.security.microsoft.com`),
  'api.securitycenter.windows.com',
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
]);
