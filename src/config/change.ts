import type { DataSourceSettings } from '@grafana/data';

import {
  type Api,
  AZURE_CLOUDS,
  type AzureCredentials,
  type Cloud,
  type Endpoint,
  type Secrets,
  type Settings,
} from '../settings';

import { hasRegions, serviceOf } from './services';

/** The whole data source as its settings page holds it until "Save & test". */
export type Options = DataSourceSettings<Settings, Secrets>;

export type SecretName = keyof Secrets;

export function withSettings(options: Options, change: Partial<Settings>): Options {
  return { ...options, jsonData: { ...options.jsonData, ...change } };
}

/** Sets the identity. The cloud's name in it always follows `cloud`, and what goes with a user comes and goes with it. */
export function withCredentials(options: Options, azureCredentials: AzureCredentials): Options {
  const { cloud = 'commercial' } = options.jsonData;
  const ofUser = azureCredentials.authType === 'currentuser' || undefined;
  return withSettings(options, {
    cloud,
    azureCredentials: inCloud(azureCredentials, cloud),
    oauthPassThru: ofUser,
    disableGrafanaCache: ofUser,
  });
}

function inCloud(credentials: AzureCredentials, cloud: Cloud): AzureCredentials {
  switch (credentials.authType) {
    case 'clientsecret':
    case 'clientcertificate':
      return { ...credentials, azureCloud: AZURE_CLOUDS[cloud] };
    case 'currentuser': {
      const { serviceCredentials } = credentials;
      return serviceCredentials
        ? { ...credentials, serviceCredentials: inCloud(serviceCredentials, cloud) as typeof serviceCredentials }
        : credentials;
    }
    default:
      return credentials;
  }
}

/** Removes what only another API has. */
export function withApi(options: Options, api: Api): Options {
  const { workspaceId } = options.jsonData;
  return regionIfAny(withSettings(options, { api, workspaceId: api === 'graph' ? workspaceId : undefined }));
}

export function withCloud(options: Options, cloud: Cloud): Options {
  const { azureCredentials = { authType: 'clientsecret' } } = options.jsonData;
  return regionIfAny(withCredentials(withSettings(options, { cloud }), azureCredentials));
}

function regionIfAny(options: Options): Options {
  return hasRegions(serviceOf(options.jsonData)) ? options : withSettings(options, { region: undefined });
}

/** Sets or, with an empty text, removes a host; no `endpoint` is left when none is set. */
export function withEndpoint(options: Options, change: Endpoint): Options {
  const set = Object.entries({ ...options.jsonData.endpoint, ...change }).filter(([, host]) => host !== '');
  return withSettings(options, { endpoint: set.length > 0 ? Object.fromEntries(set) : undefined });
}
