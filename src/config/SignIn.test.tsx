import { config } from '@grafana/runtime';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { field, page, pick, savedJson, show } from '../testing/settingsPage';

const GUID = 'c2b7d9e4-6a15-4f30-8d2c-91e7a4f05b68';
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';

const untouched = { ...config.azure };

beforeEach(() => {
  Object.assign(config.azure, {
    managedIdentityEnabled: true,
    workloadIdentityEnabled: true,
    userIdentityEnabled: true,
    userIdentityFallbackCredentialsEnabled: true,
  });
});

afterAll(() => {
  Object.assign(config.azure, untouched);
});

describe('an app with a secret', () => {
  it('is written as Grafana’s Azure sources write it', async () => {
    show();
    await userEvent.type(field(/^Tenant/), 'contoso.com');
    await userEvent.type(field(/^Client id/), GUID);
    const app = { tenantId: 'contoso.com', clientId: GUID };
    const azureCredentials = { authType: 'clientsecret', azureCloud: 'AzureCloud', ...app };
    expect(savedJson()).toEqual({ cloud: 'commercial', azureCredentials });
  });

  it('says what is wrong with an id while it is typed', async () => {
    show();
    await userEvent.type(field(/^Client id/), 'secret-of-the-app');
    expect(screen.getByRole('alert')).toHaveTextContent('This isn’t an id.');
    await userEvent.clear(field(/^Client id/));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('has its secret typed unseen, for the next save', async () => {
    show();
    expect(field(/^Client secret/)).toHaveAttribute('type', 'password');
    await userEvent.type(field(/^Client secret/), 'hush-hush');
    expect(page.saved.secureJsonData).toEqual({ azureClientSecret: 'hush-hush' });
    expect(JSON.stringify(page.saved.jsonData)).not.toContain('hush-hush');
  });

  it('doesn’t show a stored secret', () => {
    show({ secureJsonFields: { azureClientSecret: true } });
    expect(field(/^Client secret/)).toBeDisabled();
    expect(field(/^Client secret/)).toHaveValue('configured');
  });

  it('forgets a stored secret on Reset, so that another can be typed', async () => {
    show({ secureJsonFields: { azureClientSecret: true } });
    await userEvent.click(screen.getByRole('button', { name: 'Reset' }));
    const forgotten = { secureJsonFields: { azureClientSecret: false }, secureJsonData: { azureClientSecret: '' } };
    expect(page.saved).toMatchObject(forgotten);
    await userEvent.type(field(/^Client secret/), 'new');
    expect(page.saved.secureJsonData).toEqual({ azureClientSecret: 'new' });
  });
});

describe('an app with a certificate', () => {
  it('keeps the ids, and takes a PEM pair first', async () => {
    show({ jsonData: { azureCredentials: { authType: 'clientsecret', tenantId: 'contoso.com', clientId: GUID } } });
    await pick('App with certificate');
    expect(savedJson()).toEqual({
      cloud: 'commercial',
      azureCredentials: {
        authType: 'clientcertificate',
        azureCloud: 'AzureCloud',
        tenantId: 'contoso.com',
        clientId: GUID,
        certificateFormat: 'pem',
      },
    });
    await userEvent.click(field(/^Client certificate/));
    await userEvent.paste(PEM);
    await userEvent.click(field(/^Private key/));
    await userEvent.paste(PEM);
    expect(screen.getByRole('alert')).toHaveTextContent('This isn’t a PEM private key');
    expect(page.saved.secureJsonData).toEqual({ clientCertificate: PEM, privateKey: PEM });
  });

  it('as a PFX file has a password, and forgets the PEM pair', async () => {
    show({
      jsonData: { azureCredentials: { authType: 'clientcertificate', certificateFormat: 'pem' } },
      secureJsonFields: { clientCertificate: true, privateKey: true },
    });
    await pick('PFX');
    expect(savedJson()).toMatchObject({ azureCredentials: { certificateFormat: 'pfx' } });
    expect(page.saved.secureJsonFields).toEqual({ clientCertificate: false, privateKey: false });
    await userEvent.type(field(/^Client certificate/), 'MIIB');
    await userEvent.type(field(/^Password of the PFX file/), 'hush');
    const secrets = { clientCertificate: 'MIIB', certificatePassword: 'hush' };
    expect(page.saved.secureJsonData).toMatchObject(secrets);
    expect(screen.queryByLabelText(/^Private key/)).not.toBeInTheDocument();
  });
});

describe('another identity', () => {
  it('forgets the secret of the one before', async () => {
    show({ secureJsonFields: { azureClientSecret: true, tlsCACert: true } });
    await pick('Managed identity');
    expect(page.saved.secureJsonFields).toEqual({ azureClientSecret: false, tlsCACert: true });
    expect(page.saved.secureJsonData).toEqual({ azureClientSecret: '' });
  });

  it('forgets the certificate and its key', async () => {
    const azureCredentials = { authType: 'clientcertificate', certificateFormat: 'pem' } as const;
    show({ jsonData: { azureCredentials }, secureJsonFields: { clientCertificate: true, privateKey: true } });
    await pick('App with secret');
    expect(page.saved.secureJsonFields).toEqual({ clientCertificate: false, privateKey: false });
  });
});

describe('an identity of Grafana’s own', () => {
  it('of the machine has a client id at most', async () => {
    show();
    await pick('Managed identity');
    expect(savedJson()).toEqual({ cloud: 'commercial', azureCredentials: { authType: 'msi' } });
    await userEvent.type(field(/^Client id/), GUID);
    expect(page.saved.jsonData.azureCredentials).toEqual({ authType: 'msi', clientId: GUID });
    await userEvent.clear(field(/^Client id/));
    expect(savedJson()).toMatchObject({ azureCredentials: { authType: 'msi' } });
    expect(screen.queryByLabelText(/^Client secret/)).not.toBeInTheDocument();
  });

  it('of the workload may name tenant and client', async () => {
    show();
    await pick('Workload identity');
    await userEvent.type(field(/^Tenant/), 'contoso.com');
    expect(page.saved.jsonData.azureCredentials).toEqual({ authType: 'workloadidentity', tenantId: 'contoso.com' });
  });

  it('goes to Microsoft’s hosts only', () => {
    const endpoint = { api: 'https://proxy.corp.example' };
    show({ jsonData: { azureCredentials: { authType: 'msi' }, endpoint } });
    expect(screen.getByRole('alert')).toHaveTextContent('goes to Microsoft’s hosts only');
  });
});

describe('the current user', () => {
  it('has Grafana hand the token on, and no cache share rows between users', async () => {
    show();
    await pick('Current user');
    expect(savedJson()).toEqual({
      cloud: 'commercial',
      azureCredentials: { authType: 'currentuser' },
      oauthPassThru: true,
      disableGrafanaCache: true,
    });
  });

  it('takes that along when another identity is chosen', async () => {
    const azureCredentials = { authType: 'currentuser' } as const;
    show({ jsonData: { azureCredentials, oauthPassThru: true, disableGrafanaCache: true } });
    await pick('Managed identity');
    expect(savedJson()).toEqual({ cloud: 'commercial', azureCredentials: { authType: 'msi' } });
  });

  it('can have service credentials for alert rules', async () => {
    show();
    await pick('Current user');
    await userEvent.click(screen.getByRole('switch', { name: /^Service credentials for alert rules/ }));
    await userEvent.type(field(/^Tenant/), 'contoso.com');
    await userEvent.type(field(/^Client secret/), 'hush');
    expect(savedJson()).toMatchObject({
      azureCredentials: {
        authType: 'currentuser',
        serviceCredentialsEnabled: true,
        serviceCredentials: { authType: 'clientsecret', azureCloud: 'AzureCloud', tenantId: 'contoso.com' },
      },
    });
    expect(page.saved.secureJsonData).toEqual({ azureClientSecret: 'hush' });
    const standIns = screen.getByRole('radiogroup', { name: 'Identity of alert rules' });
    await userEvent.click(within(standIns).getByRole('radio', { name: 'Managed identity' }));
    expect(savedJson()).toMatchObject({ azureCredentials: { serviceCredentials: { authType: 'msi' } } });
    await userEvent.click(screen.getByRole('switch', { name: /^Service credentials for alert rules/ }));
    expect(page.saved.jsonData.azureCredentials).toEqual({ authType: 'currentuser' });
  });

  it('has none where Grafana’s configuration forbids them', () => {
    config.azure.userIdentityFallbackCredentialsEnabled = false;
    show({ jsonData: { azureCredentials: { authType: 'currentuser' } } });
    expect(screen.getByText(/Alert rules can’t run/)).toBeVisible();
    expect(screen.queryByRole('switch', { name: /^Service credentials/ })).not.toBeInTheDocument();
  });
});

describe('an identity that Grafana’s configuration doesn’t allow', () => {
  it('can’t be picked, and what to switch on is named', () => {
    Object.assign(config.azure, { managedIdentityEnabled: false, userIdentityEnabled: false });
    show();
    expect(screen.getByRole('radio', { name: 'Managed identity' })).toBeDisabled();
    expect(screen.getByRole('radio', { name: 'Workload identity' })).toBeEnabled();
    expect(screen.getByText(/Switched off in .*: managed_identity_enabled, user_identity_enabled$/)).toBeVisible();
  });

  it('is called wrong where it is stored', () => {
    config.azure.managedIdentityEnabled = false;
    show({ jsonData: { azureCredentials: { authType: 'msi' } } });
    expect(screen.getByRole('alert')).toHaveTextContent('Managed identity is switched off');
  });
});
