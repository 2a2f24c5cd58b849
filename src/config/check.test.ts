import { checkCertificate, checkGuid, checkHost, checkTenant, checkTimeout } from './check';

const GUID = 'c2b7d9e4-6a15-4f30-8d2c-91e7a4f05b68';
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

describe.each([
  ['an id', checkGuid, [GUID, GUID.toUpperCase(), ''], ['abc', `${GUID}0`, `{${GUID}}`, 'contoso.com']],
  ['a tenant', checkTenant, [GUID, 'contoso.onmicrosoft.com', 'contoso.com', ''], ['contoso', 'a b.com', '.com']],
  [
    'an address',
    checkHost,
    ['https://localhost:8443', 'https://proxy.corp.example/graph', 'http://localhost:1', 'http://127.0.0.1', ''],
    [
      'http://proxy.corp.example',
      'localhost:8443',
      'proxy',
      'ftp://x',
      'https://u:p@x',
      'https://x?a=1',
      'https://x#a',
    ],
  ],
  ['a time-out', checkTimeout, ['1', '200', '600', ''], ['0', '601', '-1', '1.5', 'soon']],
  ['a certificate', checkCertificate, [PEM, PEM.trim(), PEM + PEM, ''], ['MIIB', PEM.slice(0, 40), `x${PEM}`]],
])('%s', (_, check, right, wrong) => {
  it.each(right)('may be %j', (text) => {
    expect(check(text)).toBeUndefined();
  });

  it.each(wrong)('%j is called wrong, in a sentence', (text) => {
    expect(check(text)).toMatch(/^[A-Z].*\.$/);
  });
});

it('a private key in the place of a certificate is called wrong', () => {
  expect(checkCertificate(PEM.replaceAll('CERTIFICATE', 'PRIVATE KEY'))).toBeDefined();
});
