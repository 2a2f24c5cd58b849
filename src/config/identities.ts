import { config } from '@grafana/runtime';
import { pickBy } from 'lodash';

import type { Api, AuthType, AzureCredentials, ServiceCredentials } from '../settings';

import { API_FACTS } from './services';

interface IdentityFacts {
  label: string;
  description: string;
  /** The switch in the [azure] part of Grafana's own configuration that it needs. */
  needs?: string;
}

export const IDENTITY_FACTS: Record<AuthType, IdentityFacts> = {
  clientsecret: { label: 'App with secret', description: 'An app registration and its password' },
  clientcertificate: { label: 'App with certificate', description: 'An app registration and its certificate' },
  msi: {
    label: 'Managed identity',
    description: 'The identity of the Azure machine that Grafana runs on',
    needs: 'managed_identity_enabled',
  },
  workloadidentity: {
    label: 'Workload identity',
    description: 'The identity of the Kubernetes workload that Grafana runs as',
    needs: 'workload_identity_enabled',
  },
  currentuser: {
    label: 'Current user',
    description: 'Whoever looks at the dashboard, with their own rights',
    needs: 'user_identity_enabled',
  },
};

export const SERVICE_IDENTITIES = ['clientsecret', 'clientcertificate', 'msi', 'workloadidentity'] as const;
export const IDENTITIES: readonly AuthType[] = [...SERVICE_IDENTITIES, 'currentuser'];

/** Grafana's configuration allows it; the backend refuses what it doesn't. */
export function isEnabled(identity: AuthType): boolean {
  const { managedIdentityEnabled, workloadIdentityEnabled, userIdentityEnabled } = config.azure;
  const enabled: Partial<Record<AuthType, boolean>> = {
    msi: managedIdentityEnabled,
    workloadidentity: workloadIdentityEnabled,
    currentuser: userIdentityEnabled,
  };
  return enabled[identity] ?? true;
}

/** Grafana proves who it is by what surrounds it: no secret is stored here. */
export function isAmbient({ authType }: AzureCredentials): boolean {
  return IDENTITY_FACTS[authType].needs !== undefined;
}

/** The credentials that fields are shown for: an app's own, or those that stand in for the user. */
export function serviceCredentialsOf(credentials: AzureCredentials): ServiceCredentials | undefined {
  return credentials.authType === 'currentuser' ? credentials.serviceCredentials : credentials;
}

/** Another identity; the ids are kept where it has them too. */
export function toIdentity<T extends AuthType>(authType: T, from: AzureCredentials): { authType: T } {
  const { tenantId, clientId } = { tenantId: undefined, clientId: undefined, ...serviceCredentialsOf(from) };
  const fields: Record<AuthType, Record<string, string | undefined>> = {
    clientsecret: { tenantId, clientId },
    clientcertificate: { tenantId, clientId, certificateFormat: 'pem' },
    msi: { clientId },
    workloadidentity: { tenantId, clientId },
    currentuser: {},
  };
  return { authType, ...pickBy(fields[authType]) };
}

export function permissionOf(api: Api, authType: AuthType): string {
  return API_FACTS[api][authType === 'currentuser' ? 'delegated' : 'application'];
}
