// cspell:words serviceaccount
// Each identity through the built plugin: a sign-in at the emulated Entra over TLS, and rows.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';

import { REGISTRATION } from '../../emulator/entra/registration';
import { hunt } from './hunt';
import { startMachine } from './machine';
import { noSecretIn } from './secrets';
import { type Site, type SiteOptions, startSite, startTenant } from './site';

const { tenantId, clientId, clientSecret } = REGISTRATION;
const APP = { tenantId, clientId };
const CLOUD = { GFAZPL_AZURE_CLOUD: 'AzureCloud' };
const ANN = 'ann@brightharbor.example';

let tenant: Awaited<ReturnType<typeof startTenant>>;
let site: Site | undefined;

before(async () => {
  tenant = await startTenant();
});

after(() => tenant.stop());

/** Starts the plugin with an identity, lets the test look, and searches all that was seen for secrets. */
async function as(options: SiteOptions, secrets: readonly string[], look: (site: Site) => Promise<string[]>) {
  site = await startSite(tenant.emulator, options);
  try {
    await site.control.reset();
    const seen = await look(site);
    noSecretIn([...seen, ...site.log], secrets);
  } finally {
    await site.stop();
  }
}

/** A hunt that has to succeed; returns what was seen and who asked, as the emulator read it in the token. */
async function rows(headers?: Record<string, string>): Promise<{ text: string; user?: string }> {
  const { text, error, rows: count } = await hunt(site!, { headers });
  assert.deepEqual([error, count], [undefined, 3]);
  const call = (await site!.control.calls()).findLast(({ api }) => api === 'graph');
  assert.equal(call?.clientId, clientId);
  return { text, user: call?.user };
}

async function refused(words: RegExp, headers?: Record<string, string>): Promise<string> {
  const { text, error } = await hunt(site!, { headers });
  assert.match(error ?? '', words);
  return text;
}

const ready = (name: 'certificateFile' | 'privateKeyFile') => readFileSync(tenant.emulator[name], 'utf8');

it('a client secret signs in through the plugin', () =>
  as({}, [clientSecret], async ({ control }) => {
    const good = await rows();
    await control.post('secret', { expired: true });
    await control.post('expire-tokens');
    const bad = await refused(/the client secret has expired .*\(AADSTS7000222\)|secret has expired/);
    await control.post('secret', { expired: false });
    return [good.text, bad];
  }));

it('a client certificate does', async () => {
  const certificate = { clientCertificate: ready('certificateFile'), privateKey: ready('privateKeyFile') };
  const azureCredentials = { authType: 'clientcertificate', certificateFormat: 'pem', ...APP };
  await as({ jsonData: { azureCredentials }, secrets: certificate }, [certificate.privateKey], async () => [
    (await rows()).text,
  ]);
});

it('a certificate that is not the app’s is refused', async () => {
  const { createAppCertificate } = await import('../../emulator/entra/appCertificate');
  const { certificate: clientCertificate, privateKey } = await createAppCertificate();
  const azureCredentials = { authType: 'clientcertificate', certificateFormat: 'pem', ...APP };
  await as({ jsonData: { azureCredentials }, secrets: { clientCertificate, privateKey } }, [privateKey], async () => [
    await refused(/the certificate is not one of the app's\. Upload it.*\(AADSTS700027\)/),
  ]);
});

it('a managed identity signs in through the plugin', async () => {
  site = await startSite(tenant.emulator);
  const machine = await startMachine(site.control, 'ThreatHunting.Read.All');
  await site.stop();
  const grafana = { ...CLOUD, GFAZPL_MANAGED_IDENTITY_ENABLED: 'true' };
  const options = { jsonData: { azureCredentials: { authType: 'msi' } }, secrets: {}, grafana, env: machine.env };
  try {
    await as(options, [machine.env.IDENTITY_HEADER], async ({ control }) => {
      const first = await rows();
      await control.post('expire-tokens');
      const second = await rows();
      assert.equal(machine.given.length, 2, 'a refused token is asked for anew');
      return [first.text, second.text];
    });
  } finally {
    await machine.stop();
  }
});

it('a workload identity does', async () => {
  const file = join(tmpdir(), `huntboard-workload-${process.pid}`);
  const grafana = {
    ...CLOUD,
    GFAZPL_WORKLOAD_IDENTITY_ENABLED: 'true',
    GFAZPL_WORKLOAD_IDENTITY_TENANT_ID: tenantId,
    GFAZPL_WORKLOAD_IDENTITY_CLIENT_ID: clientId,
    GFAZPL_WORKLOAD_IDENTITY_TOKEN_FILE: file,
  };
  const options = { jsonData: { azureCredentials: { authType: 'workloadidentity' } }, secrets: {}, grafana };
  try {
    await as(options, [clientSecret], async ({ control }) => {
      const word = async (account: object) =>
        writeFile(file, String((await control.post('service-account', account)).token));
      await word({ subject: 'system:serviceaccount:elsewhere:grafana' });
      const bad = await refused(/no federated credential of the app has the workload's subject.*\(AADSTS700213\)/);
      await word({});
      return [bad, (await rows()).text];
    });
  } finally {
    await rm(file, { force: true });
  }
});

it('the current user does', async () => {
  const grafana = {
    ...CLOUD,
    GFAZPL_USER_IDENTITY_ENABLED: 'true',
    GFAZPL_USER_IDENTITY_TOKEN_URL: `${tenant.emulator.url}/${tenantId}/oauth2/v2.0/token`,
    GFAZPL_USER_IDENTITY_CLIENT_ID: clientId,
    GFAZPL_USER_IDENTITY_CLIENT_SECRET: clientSecret,
  };
  const jsonData = { azureCredentials: { authType: 'currentuser' }, oauthPassThru: true };
  await as({ jsonData, secrets: {}, grafana }, [clientSecret], async ({ control }) => {
    const signIn = async (user: string) => {
      const token = await control.post('token', { audience: clientId, scopes: ['openid'], user });
      return { 'X-ID-Token': String(token.access_token) };
    };
    const ann = await rows(await signIn(ANN));
    assert.equal(ann.user, ANN);
    const seen = [ann.text, await refused(/has sent no Microsoft token of yours/)];
    seen.push(await refused(/personal Microsoft account.*\(AADSTS500200\)/, await signIn('ann@outlook.com')));
    await control.post('scopes', { scopes: [] });
    seen.push(await refused(/has not consented.*\(AADSTS65001\)/, await signIn('bob@brightharbor.example')));
    await control.post('scopes', { scopes: ['ThreatHunting.Read.All'] });
    return seen;
  });
});
