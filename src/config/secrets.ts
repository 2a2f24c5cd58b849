import { isEqual } from 'lodash';

import type { AzureCredentials } from '../settings';

import type { Options, SecretName } from './change';

/** What proves who asks, unlike the certificate authority, which is no secret to the host that is asked. */
const CREDENTIALS: SecretName[] = ['azureClientSecret', 'clientCertificate', 'privateKey', 'certificatePassword'];

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

export function withoutCredentials(options: Options): Options {
  return CREDENTIALS.filter((name) => hasSecret(options, name)).reduce(withoutSecret, options);
}

/** The secrets that an identity proves itself by; those of a user are its service credentials'. */
function secretsOf(credentials: AzureCredentials = { authType: 'clientsecret' }): SecretName[] {
  switch (credentials.authType) {
    case 'clientsecret':
      return ['azureClientSecret'];
    case 'clientcertificate':
      return ['clientCertificate', 'privateKey', 'certificatePassword'];
    case 'currentuser':
      return credentials.serviceCredentials ? secretsOf(credentials.serviceCredentials) : [];
    default:
      return [];
  }
}

/** Forgets what another identity was proven by: nobody would see any longer that it is stored. */
export function withoutOthers(before: Options, after: Options): Options {
  const kept = secretsOf(after.jsonData.azureCredentials);
  return secretsOf(before.jsonData.azureCredentials)
    .filter((name) => !kept.includes(name) && isGiven(after, name))
    .reduce(withoutSecret, after);
}

/**
 * Forgets the stored credentials when they would go to another service than the one they were given for. Otherwise
 * a person who may edit the data source, but doesn't know its secret, could have it sent to a host of theirs.
 */
export function guarded(before: Options, after: Options): Options {
  const target = ({ jsonData: { api = 'graph', cloud = 'commercial', region, endpoint } }: Options) => {
    return { api, cloud, region, endpoint };
  };
  return isEqual(target(before), target(after)) ? after : withoutCredentials(after);
}

/** A secret is stored or typed. */
export function isGiven(options: Options, name: SecretName): boolean {
  return hasSecret(options, name) || Boolean(options.secureJsonData?.[name]);
}
