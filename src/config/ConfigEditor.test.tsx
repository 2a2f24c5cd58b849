import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import type { Settings } from '../settings';
import { field, open, page, pick, show } from '../testing/settingsPage';

import type { Options } from './change';

const GUID = 'c2b7d9e4-6a15-4f30-8d2c-91e7a4f05b68';

describe('a stored secret', () => {
  const stored: Partial<Options> = {
    jsonData: { endpoint: { api: 'https://localhost:8443' } },
    secureJsonFields: { azureClientSecret: true, tlsCACert: true },
  };
  const CHANGES: Array<[string, () => Promise<void>]> = [
    ['another API', () => pick('Defender XDR')],
    ['another cloud', () => pick('GCC High')],
    ['another API address', () => userEvent.type(field(/^API address/), '/graph')],
    ['another sign-in address', () => userEvent.type(field(/^Sign-in address/), 'h')],
  ];

  it.each(CHANGES)('is forgotten with %s, and asked anew', async (_, change) => {
    show(stored);
    await change();
    expect(page.saved.secureJsonFields).toEqual({ azureClientSecret: false, tlsCACert: true });
    expect(page.saved.secureJsonData).toEqual({ azureClientSecret: '' });
    expect(screen.getByText('The stored secret was cleared: enter it again')).toBeVisible();
    await userEvent.type(field(/^Client secret/), 'again');
    expect(screen.queryByText(/The stored secret was cleared/)).not.toBeInTheDocument();
    expect(page.saved.secureJsonData).toEqual({ azureClientSecret: 'again' });
  });

  it.each([
    ['another client', () => userEvent.type(field(/^Client id/), GUID)],
    ['another time-out', () => userEvent.type(field(/^Time-out/), '9')],
    ['the same cloud', () => pick('Commercial')],
  ])('is kept with %s', async (_, change) => {
    show(stored);
    await change();
    expect(page.saved.secureJsonFields).toEqual({ azureClientSecret: true, tlsCACert: true });
  });

  it('that is typed, but not yet stored, is kept', async () => {
    show();
    await userEvent.type(field(/^Client secret/), 'mine');
    await pick('GCC');
    expect(page.saved.secureJsonData).toEqual({ azureClientSecret: 'mine' });
    expect(screen.queryByText(/The stored secret was cleared/)).not.toBeInTheDocument();
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
    const endpoint = { api: 'https://localhost:8443', authority: 'https://localhost:8444' };
    expect(page.saved.jsonData.endpoint).toEqual(endpoint);
    await userEvent.clear(field(/^API address/));
    expect(page.saved.jsonData.endpoint).toEqual({ authority: 'https://localhost:8444' });
    await userEvent.clear(field(/^Sign-in address/));
    expect(page.saved.jsonData.endpoint).toBeUndefined();
  });

  it('refuses an address without https', () => {
    show({ jsonData: { endpoint: { api: 'http://proxy.corp.example' } } });
    expect(screen.getByRole('alert')).toHaveTextContent('Use https');
  });

  it('keeps the time-out as a number', async () => {
    show();
    await open('Advanced');
    await userEvent.type(field(/^Time-out/), '90');
    expect(page.saved.jsonData.timeoutSeconds).toBe(90);
    await userEvent.clear(field(/^Time-out/));
    expect(page.saved.jsonData.timeoutSeconds).toBeUndefined();
  });

  it('asks for a CA certificate only when one is wanted', async () => {
    show();
    await open('Advanced');
    expect(screen.queryByLabelText(/^CA certificate/)).not.toBeInTheDocument();
    await userEvent.click(field(/^With CA certificate/));
    expect(page.saved.jsonData.tlsAuthWithCACert).toBe(true);
    await userEvent.type(field(/^CA certificate/), 'MIIB');
    expect(page.saved.secureJsonData).toEqual({ tlsCACert: 'MIIB' });
    expect(screen.getByRole('alert')).toHaveTextContent('This isn’t a PEM certificate');
  });
});

describe('a provisioned data source', () => {
  const ofApp: Settings = {
    api: 'mde',
    endpoint: { api: 'https://localhost:8443' },
    deniedTables: ['AlertInfo'],
    tlsAuthWithCACert: true,
  };
  const ofUser: Settings = {
    azureCredentials: {
      authType: 'currentuser',
      serviceCredentialsEnabled: true,
      serviceCredentials: { authType: 'clientcertificate' },
    },
    workspaceId: GUID,
    maxRows: 5,
  };

  it.each([
    ['an app', ofApp],
    ['the current user', ofUser],
  ])('of %s is shown and can’t be changed', (_, jsonData) => {
    show({ readOnly: true, secureJsonFields: { azureClientSecret: true, tlsCACert: true }, jsonData });
    expect(screen.getByText(/This data source is provisioned/)).toBeVisible();
    const roles = ['textbox', 'radio', 'switch', 'combobox', 'spinbutton'];
    const controls = roles.flatMap((role) => screen.queryAllByRole(role));
    expect(controls.length).toBeGreaterThan(15);
    controls.forEach((control) => expect(control).toBeDisabled());
    expect(screen.queryByRole('button', { name: 'Reset' })).not.toBeInTheDocument();
  });
});
