/** One of the three hunting APIs, as Entra knows it: whom a token is for and what it must allow. */
export interface Resource {
  id: 'graph' | 'xdr' | 'mde';
  /** Application id that stands for the resource in a token's `aud` as well as its URLs do. */
  appId: string;
  /** The resource's URLs over all clouds, without a slash at the end. */
  urls: readonly string[];
  /** The application permission a hunt needs, in the `roles` of a token. */
  role: string;
  /** The delegated permission a signed-in user's hunt needs, in the `scp` of a token. */
  scope: string;
}

/** https://learn.microsoft.com/graph/deployments and the "Supported clouds" pages of the two older APIs. */
export const RESOURCES: readonly Resource[] = [
  {
    id: 'graph',
    appId: '00000003-0000-0000-c000-000000000000',
    urls: [
      'https://graph.microsoft.com',
      'https://graph.microsoft.us',
      'https://dod-graph.microsoft.us',
      'https://microsoftgraph.chinacloudapi.cn',
    ],
    role: 'ThreatHunting.Read.All',
    scope: 'ThreatHunting.Read.All',
  },
  {
    id: 'xdr',
    appId: '8ee8fdad-f234-4243-8f3b-15c294843740',
    urls: [
      'https://api.security.microsoft.com',
      'https://api-gcc.security.microsoft.us',
      'https://api-gov.security.microsoft.us',
    ],
    role: 'AdvancedHunting.Read.All',
    scope: 'AdvancedHunting.Read',
  },
  {
    id: 'mde',
    appId: 'fc780465-2017-40d4-a0c5-307022471b92',
    urls: [
      'https://api.securitycenter.microsoft.com',
      'https://api.securitycenter.windows.com',
      'https://api-gcc.securitycenter.microsoft.us',
      'https://api-gov.securitycenter.microsoft.us',
    ],
    role: 'AdvancedQuery.Read.All',
    scope: 'AdvancedQuery.Read',
  },
];

export function resource(id: Resource['id']): Resource {
  const found = RESOURCES.find((candidate) => candidate.id === id);
  if (!found) {
    throw new Error(`No resource is called ${id}.`);
  }
  return found;
}

/** The resource behind a `.default` scope and the audience a token for it carries; undefined when no API has that name. */
export function resourceOfScope(scope: string): { resource: Resource; audience: string } | undefined {
  const audience = scope.replace(/\/+\.default$/, '');
  const resource = RESOURCES.find(({ appId, urls }) => appId === audience || urls.includes(audience));
  return resource && { resource, audience };
}
