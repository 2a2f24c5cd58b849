import type { DataSourceSettings } from '@grafana/data';

import {
  AZURE_CLOUDS,
  type AzureCredentials,
  type Cloud,
  type Endpoint,
  type Secrets,
  type Settings,
} from '../settings';

/** The whole data source as its settings page holds it until "Save & test". */
export type Options = DataSourceSettings<Settings, Secrets>;

export type SecretName = keyof Secrets;

export function withSettings(options: Options, change: Partial<Settings>): Options {
  return { ...options, jsonData: { ...options.jsonData, ...change } };
}

/** Sets a part of the sign-in. The cloud's name in it always follows `cloud`. */
export function withCredentials(options: Options, change: Partial<AzureCredentials>): Options {
  const { cloud = 'commercial', azureCredentials } = options.jsonData;
  return withSettings(options, {
    cloud,
    azureCredentials: { ...azureCredentials, authType: 'clientsecret', azureCloud: AZURE_CLOUDS[cloud], ...change },
  });
}

export function withCloud(options: Options, cloud: Cloud): Options {
  return withCredentials(withSettings(options, { cloud }), {});
}

/** Sets or, with an empty text, removes a host; no `endpoint` is left when none is set. */
export function withEndpoint(options: Options, change: Endpoint): Options {
  const set = Object.entries({ ...options.jsonData.endpoint, ...change }).filter(([, host]) => host !== '');
  return withSettings(options, { endpoint: set.length > 0 ? Object.fromEntries(set) : undefined });
}

/** A secret that was typed: it goes out once, with the next save. */
export function withSecret(options: Options, name: SecretName, value: string): Options {
  return { ...options, secureJsonData: { ...options.secureJsonData, [name]: value } };
}

/** Forgets a stored secret, so that another can be typed. */
export function withoutSecret(options: Options, name: SecretName): Options {
  return {
    ...options,
    secureJsonFields: { ...options.secureJsonFields, [name]: false },
    secureJsonData: { ...options.secureJsonData, [name]: '' },
  };
}

export function hasSecret(options: Options, name: SecretName): boolean {
  return options.secureJsonFields?.[name] === true;
}
