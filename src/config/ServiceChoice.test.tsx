import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { page, pick, savedJson, show } from '../testing/settingsPage';

const GUID = 'c2b7d9e4-6a15-4f30-8d2c-91e7a4f05b68';

const radio = (name: string) => screen.getByRole('radio', { name });

describe('the API', () => {
  it('is Graph, of which no end is known', () => {
    show();
    expect(radio('Microsoft Graph')).toBeChecked();
    expect(screen.queryByText(/returns no data from/)).not.toBeInTheDocument();
  });

  it.each([
    ['Defender XDR', 'xdr', 'AdvancedHunting.Read.All', 'https://api.security.microsoft.com'],
    ['Defender for Endpoint', 'mde', 'AdvancedQuery.Read.All', 'https://api.securitycenter.microsoft.com'],
  ])('%s says at once when it ends, and what to change', async (label, api, permission, audience) => {
    show();
    await pick(label);
    expect(savedJson()).toMatchObject({ api });
    const notice = screen.getByRole('alert');
    expect(notice).toHaveTextContent(`The API of ${label} returns no data from 2027-02-01 on`);
    expect(notice).toHaveTextContent(`ThreatHunting.Read.All of Microsoft Graph in the place of ${permission}`);
    expect(notice).toHaveTextContent(`https://graph.microsoft.com in the place of ${audience}`);
  });

  it('leaves behind what only Graph has', async () => {
    show({ jsonData: { api: 'graph', workspaceId: GUID } });
    await pick('Defender XDR');
    expect(savedJson()).toEqual({ api: 'xdr' });
    expect(screen.queryByLabelText(/^Workspace id/)).not.toBeInTheDocument();
  });
});

describe('the cloud', () => {
  it.each([
    ['GCC', 'gcc', 'AzureCloud', 'https://graph.microsoft.com'],
    ['GCC High', 'gccHigh', 'AzureUSGovernment', 'https://graph.microsoft.us'],
    ['DoD', 'dod', 'AzureUSGovernment', 'https://dod-graph.microsoft.us'],
    ['China (21Vianet)', 'china', 'AzureChinaCloud', 'https://microsoftgraph.chinacloudapi.cn'],
  ])('%s is named for both readers, and its host is told', async (label, cloud, azureCloud, host) => {
    show({ jsonData: { azureCredentials: { authType: 'clientsecret', tenantId: 'contoso.com' } } });
    await pick(label);
    const azureCredentials = { authType: 'clientsecret', azureCloud, tenantId: 'contoso.com' };
    expect(savedJson()).toEqual({ cloud, azureCredentials });
    expect(screen.getByText(`Where your tenant lives. Hunts go to ${host}`)).toBeVisible();
  });

  it('is named in the credentials of alert rules too', async () => {
    const serviceCredentials = { authType: 'clientsecret' } as const;
    show({ jsonData: { azureCredentials: { authType: 'currentuser', serviceCredentials } } });
    await pick('DoD');
    expect(savedJson()).toMatchObject({
      azureCredentials: { serviceCredentials: { authType: 'clientsecret', azureCloud: 'AzureUSGovernment' } },
    });
  });

  it('is cautious about hunting over Graph in China', () => {
    show({ jsonData: { cloud: 'china' } });
    expect(screen.getByText(/lists it, newer ones don’t/)).toBeVisible();
  });
});

describe('a pair without a documented host', () => {
  it.each([
    ['Defender XDR', 'xdr'],
    ['Defender for Endpoint', 'mde'],
  ] as const)('%s in China can’t be picked, from either side', (label, api) => {
    show({ jsonData: { cloud: 'china' } });
    expect(radio(label)).toBeDisabled();
    show({ jsonData: { api } });
    expect(screen.getAllByRole('radio', { name: 'China (21Vianet)' }).at(-1)).toBeDisabled();
  });

  it('is called wrong where it is stored, and can be left', async () => {
    show({ jsonData: { api: 'xdr', cloud: 'china' } });
    expect(screen.getByText(/Defender XDR has no documented host in China/)).toBeVisible();
    await pick('Microsoft Graph');
    expect(screen.queryByText(/no documented host in China/)).not.toBeInTheDocument();
  });
});

describe('the region', () => {
  const region = () => screen.queryByLabelText(/^Region/);

  it('is asked for Defender for Endpoint in the commercial cloud only', async () => {
    show();
    expect(region()).not.toBeInTheDocument();
    await pick('Defender for Endpoint');
    expect(region()).toBeVisible();
    await pick('GCC');
    expect(region()).not.toBeInTheDocument();
  });

  it('is left behind with the service that has it', async () => {
    show({ jsonData: { api: 'mde', region: 'eu' } });
    expect(region()).toHaveValue('Europe');
    expect(screen.getByText(/Hunts go to https:\/\/eu\.api\.security\.microsoft\.com/)).toBeVisible();
    await pick('Defender XDR');
    expect(page.saved.jsonData.region).toBeUndefined();
  });

  it('can be taken away', async () => {
    show({ jsonData: { api: 'mde', region: 'eu' } });
    await userEvent.type(screen.getByRole('combobox', { name: /^Region/ }), 'Any');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(page.saved.jsonData.region).toBeUndefined();
  });
});
