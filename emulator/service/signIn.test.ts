import { REGISTRATION } from '../entra/registration';
import { startService, type TestService } from '../testing/service';

let service: TestService;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

beforeEach(() => service.reset());

describe('sign-in', () => {
  it('gives metadata on the host that was asked, the keys, and a token', async () => {
    const { tenantId, clientId, clientSecret } = REGISTRATION;
    const { text } = await service.call(`/${tenantId}/v2.0/.well-known/openid-configuration`, {
      headers: { Host: 'login.microsoftonline.com:8443' },
    });
    expect(JSON.parse(text)).toMatchObject({
      issuer: `https://login.microsoftonline.com:8443/${tenantId}/v2.0`,
      token_endpoint: `https://login.microsoftonline.com:8443/${tenantId}/oauth2/v2.0/token`,
    });
    expect(JSON.parse((await service.call(`/${tenantId}/discovery/v2.0/keys`)).text).keys).toHaveLength(1);
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'https://graph.microsoft.com/.default',
    });
    const token = await service.call(`/${tenantId}/oauth2/v2.0/token`, { method: 'POST', body: form.toString() });
    expect(JSON.parse(token.text).access_token.split('.')).toHaveLength(3);
  });
});
