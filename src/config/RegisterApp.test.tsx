import { screen, within } from '@testing-library/react';

import type { Api, AuthType, Settings } from '../settings';
import { open, pick, show } from '../testing/settingsPage';

const GUID = 'c2b7d9e4-6a15-4f30-8d2c-91e7a4f05b68';

const steps = () => screen.getByRole('list');

it('the steps are open until a secret is stored', () => {
  show();
  expect(within(steps()).getByText('ThreatHunting.Read.All')).toBeVisible();
  expect(steps()).toHaveTextContent('grant consent');
});

it('the steps are closed afterwards, and open again for another identity', async () => {
  show({ secureJsonFields: { azureClientSecret: true } });
  expect(screen.queryByText('ThreatHunting.Read.All')).not.toBeInTheDocument();
  await pick('App with certificate');
  expect(steps()).toHaveTextContent('upload the certificate, without its private key');
});

it('the steps of Grafana’s own identity are closed once it is stored', async () => {
  show({ jsonData: { azureCredentials: { authType: 'msi' } } });
  expect(screen.queryByRole('list')).not.toBeInTheDocument();
  await open('Permit the identity');
  expect(steps()).toHaveTextContent('New-MgServicePrincipalAppRoleAssignment');
});

const PERMISSIONS: Array<[Api, AuthType, string, string]> = [
  ['graph', 'clientsecret', 'Microsoft Graph', 'ThreatHunting.Read.All'],
  ['graph', 'msi', 'Microsoft Graph', 'ThreatHunting.Read.All'],
  ['graph', 'currentuser', 'Microsoft Graph', 'ThreatHunting.Read.All'],
  ['xdr', 'clientsecret', 'Microsoft Threat Protection', 'AdvancedHunting.Read.All'],
  ['xdr', 'clientcertificate', 'Microsoft Threat Protection', 'AdvancedHunting.Read.All'],
  ['xdr', 'currentuser', 'Microsoft Threat Protection', 'AdvancedHunting.Read'],
  ['mde', 'workloadidentity', 'WindowsDefenderATP', 'AdvancedQuery.Read.All'],
  ['mde', 'msi', 'WindowsDefenderATP', 'AdvancedQuery.Read.All'],
  ['mde', 'currentuser', 'WindowsDefenderATP', 'AdvancedQuery.Read'],
];

it.each(PERMISSIONS)('%s with %s needs a permission of %s, %s', async (api, authType, resource, permission) => {
  show({ jsonData: { api, azureCredentials: { authType } } });
  const heading = screen.getByText(/^(Register the app|Permit the identity)$/);
  const section = heading.closest('fieldset');
  if (!section?.querySelector('ol')) {
    await open(heading.textContent ?? '');
  }
  const list = section?.querySelector('ol');
  expect(list).toHaveTextContent(resource);
  expect(list).toHaveTextContent(authType === 'currentuser' ? 'delegated permissions' : 'application');
  expect([...(list?.querySelectorAll('code') ?? [])].map((code) => code.textContent)).toContain(permission);
});

const LINKS: Array<[Settings, RegExp, RegExp]> = [
  [{}, /Entra admin center/, /^https:\/\/entra\.microsoft\.com\/#.*\/ApplicationsListBlade$/],
  [{ cloud: 'gcc' }, /Entra admin center/, /^https:\/\/entra\.microsoft\.com\//],
  [{ cloud: 'gccHigh' }, /Entra admin center/, /^https:\/\/entra\.microsoft\.us\//],
  [{ cloud: 'dod' }, /API permissions/, /^https:\/\/entra\.microsoft\.us\//],
  [{ cloud: 'china' }, /Certificates/, /^https:\/\/entra\.microsoftonline\.cn\//],
  [app(GUID), /API permissions/, new RegExp(`/CallAnAPI/appId/${GUID}/`)],
  [app(GUID), /Certificates/, new RegExp(`/Credentials/appId/${GUID}/`)],
];

it.each(LINKS)('with %j, %s leads to the page', (jsonData, name, address) => {
  show({ jsonData });
  expect(screen.getByRole('link', { name })).toHaveAttribute('href', expect.stringMatching(address));
});

function app(clientId: string): Settings {
  return { azureCredentials: { authType: 'clientsecret', clientId } };
}
