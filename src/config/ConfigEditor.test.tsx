import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';

import type { Settings } from '../settings';

import type { Options } from './change';
import { ConfigEditor } from './ConfigEditor';

const GUID = 'c2b7d9e4-6a15-4f30-8d2c-91e7a4f05b68';

let saved: Options;

function options(change: Partial<Options> = {}): Options {
  const jsonData: Settings = {};
  return { name: 'Hunts', jsonData, secureJsonFields: {}, secureJsonData: {}, readOnly: false, ...change } as Options;
}

/** The host's part: it keeps the options until "Save & test". */
function Host({ initial }: { initial: Options }) {
  const [current, setCurrent] = useState(initial);
  const keep = (changed: Options) => {
    saved = changed;
    setCurrent(changed);
  };
  return <ConfigEditor options={current} onOptionsChange={keep} />;
}

const show = (change: Partial<Options> = {}) => render(<Host initial={options(change)} />);

const field = (label: RegExp | string) => screen.getByLabelText(label);

const open = (section: string) => userEvent.click(screen.getByText(section));

describe('signing in', () => {
  it('writes the object that Grafana’s Azure sources use', async () => {
    show();
    await userEvent.type(field(/^Tenant/), 'contoso.com');
    await userEvent.type(field(/^Client id/), GUID);
    expect(saved.jsonData).toEqual({
      cloud: 'commercial',
      azureCredentials: {
        authType: 'clientsecret',
        azureCloud: 'AzureCloud',
        tenantId: 'contoso.com',
        clientId: GUID,
      },
    });
  });

  it.each([
    ['GCC', 'gcc', 'AzureCloud'],
    ['GCC High', 'gccHigh', 'AzureUSGovernment'],
    ['DoD', 'dod', 'AzureUSGovernment'],
    ['China (21Vianet)', 'china', 'AzureChinaCloud'],
  ])('in %s names the cloud for both readers', async (label, cloud, azureCloud) => {
    show({ jsonData: { azureCredentials: { authType: 'clientsecret', tenantId: 'contoso.com' } } });
    await userEvent.click(screen.getByRole('radio', { name: label }));
    const azureCredentials = { authType: 'clientsecret', azureCloud, tenantId: 'contoso.com' };
    expect(saved.jsonData).toEqual({ cloud, azureCredentials });
  });

  it('is cautious about hunting in China', () => {
    show({ jsonData: { cloud: 'china' } });
    expect(screen.getByText(/no longer list hunting over Graph/)).toBeVisible();
  });

  it('says what is wrong with an id while it is typed', async () => {
    show();
    await userEvent.type(field(/^Client id/), 'secret-of-the-app');
    expect(screen.getByRole('alert')).toHaveTextContent('This isn’t an id.');
    await userEvent.clear(field(/^Client id/));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});

describe('the client secret', () => {
  it('is typed unseen and goes out with the next save', async () => {
    show();
    expect(field(/^Client secret/)).toHaveAttribute('type', 'password');
    await userEvent.type(field(/^Client secret/), 'hush-hush');
    expect(saved.secureJsonData).toEqual({ azureClientSecret: 'hush-hush' });
    expect(JSON.stringify(saved.jsonData)).not.toContain('hush-hush');
  });

  it('is not shown again once it is stored', () => {
    show({ secureJsonFields: { azureClientSecret: true } });
    expect(field(/^Client secret/)).toBeDisabled();
    expect(field(/^Client secret/)).toHaveValue('configured');
  });

  it('is forgotten by Reset, so that another can be typed', async () => {
    show({ secureJsonFields: { azureClientSecret: true } });
    await userEvent.click(screen.getByRole('button', { name: 'Reset' }));
    expect(saved).toMatchObject({
      secureJsonFields: { azureClientSecret: false },
      secureJsonData: { azureClientSecret: '' },
    });
    await userEvent.type(field(/^Client secret/), 'new');
    expect(saved.secureJsonData).toEqual({ azureClientSecret: 'new' });
  });
});

describe('the advanced part', () => {
  it('is closed until something in it is set', () => {
    show();
    expect(screen.queryByLabelText(/^API address/)).not.toBeInTheDocument();
    show({ jsonData: { workspaceId: GUID } });
    expect(field(/^Workspace id/)).toHaveValue(GUID);
  });

  it('keeps the addresses, and nothing of them when they are cleared', async () => {
    show();
    await open('Advanced');
    await userEvent.type(field(/^API address/), 'https://localhost:8443');
    await userEvent.type(field(/^Sign-in address/), 'https://localhost:8444');
    expect(saved.jsonData.endpoint).toEqual({ api: 'https://localhost:8443', authority: 'https://localhost:8444' });
    await userEvent.clear(field(/^API address/));
    expect(saved.jsonData.endpoint).toEqual({ authority: 'https://localhost:8444' });
    await userEvent.clear(field(/^Sign-in address/));
    expect(saved.jsonData.endpoint).toBeUndefined();
  });

  it('refuses an address without https', async () => {
    show({ jsonData: { endpoint: { api: 'http://proxy.corp.example' } } });
    expect(screen.getByRole('alert')).toHaveTextContent('Use https');
  });

  it('keeps the time-out as a number', async () => {
    show();
    await open('Advanced');
    await userEvent.type(field(/^Time-out/), '90');
    expect(saved.jsonData.timeoutSeconds).toBe(90);
    await userEvent.clear(field(/^Time-out/));
    expect(saved.jsonData.timeoutSeconds).toBeUndefined();
  });

  it('asks for a CA certificate only when one is wanted', async () => {
    show();
    await open('Advanced');
    expect(screen.queryByLabelText(/^CA certificate/)).not.toBeInTheDocument();
    await userEvent.click(field(/^With CA certificate/));
    expect(saved.jsonData.tlsAuthWithCACert).toBe(true);
    await userEvent.type(field(/^CA certificate/), 'MIIB');
    expect(saved.secureJsonData).toEqual({ tlsCACert: 'MIIB' });
    expect(screen.getByRole('alert')).toHaveTextContent('This isn’t a PEM certificate');
  });
});

describe('a provisioned data source', () => {
  const provisioned: Partial<Options> = {
    readOnly: true,
    secureJsonFields: { azureClientSecret: true, tlsCACert: true },
    jsonData: { cloud: 'gcc', workspaceId: GUID, tlsAuthWithCACert: true },
  };

  it('is shown and can’t be changed', () => {
    show(provisioned);
    expect(screen.getByText(/This data source is provisioned/)).toBeVisible();
    const controls = [...screen.getAllByRole('textbox'), ...screen.getAllByRole('radio'), screen.getByRole('switch')];
    controls.forEach((control) => expect(control).toBeDisabled());
    expect(screen.queryByRole('button', { name: 'Reset' })).not.toBeInTheDocument();
  });
});

describe('the steps to register the app', () => {
  it('are open until a secret is stored, and name the exact permission', () => {
    show();
    const steps = screen.getByRole('list');
    expect(within(steps).getByText('ThreatHunting.Read.All')).toBeVisible();
    expect(steps).toHaveTextContent('grant consent');
    expect(screen.getByText(/stop returning data on 2027-02-01/)).toBeVisible();
  });

  it('are closed afterwards', () => {
    show({ secureJsonFields: { azureClientSecret: true } });
    expect(screen.queryByText('ThreatHunting.Read.All')).not.toBeInTheDocument();
  });

  it.each([
    ['commercial', 'https://entra.microsoft.com'],
    ['gccHigh', 'https://entra.microsoft.us'],
  ] as const)('lead to the admin center of %s', (cloud, address) => {
    show({ jsonData: { cloud } });
    expect(screen.getByRole('link', { name: /Entra admin center/ })).toHaveAttribute('href', address);
  });
});
