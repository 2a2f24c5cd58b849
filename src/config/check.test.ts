import {
  checkAmbientHost,
  checkCertificate,
  checkGuid,
  checkHost,
  checkPfx,
  checkPrivateKey,
  checkTables,
  checkTenant,
  checkWhole,
} from './check';

const GUID = 'c2b7d9e4-6a15-4f30-8d2c-91e7a4f05b68';
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const KEY = PEM.replaceAll('CERTIFICATE', 'PRIVATE KEY');
const ADDRESSES = ['https://localhost:8443', 'http://127.0.0.1', ''];
const NO_ADDRESSES = [
  'http://proxy.corp.example',
  'localhost:8443',
  'proxy',
  'ftp://x',
  'https://u:p@x',
  'https://x#a',
];

describe.each([
  ['an id', checkGuid, [GUID, GUID.toUpperCase(), ''], ['abc', `${GUID}0`, `{${GUID}}`, 'contoso.com']],
  ['a tenant', checkTenant, [GUID, 'contoso.onmicrosoft.com', 'contoso.com', ''], ['contoso', 'a b.com', '.com']],
  [
    'an address',
    checkHost,
    [...ADDRESSES, 'https://proxy.corp.example/graph', 'http://localhost:1'],
    [...NO_ADDRESSES, 'https://x?a=1'],
  ],
  [
    'an address for Grafana’s own identity',
    checkAmbientHost,
    [...ADDRESSES, 'https://eu.api.security.microsoft.com', 'https://api.securitycenter.windows.com'],
    [...NO_ADDRESSES, 'https://proxy.corp.example', 'https://graph.microsoft.com.example'],
  ],
  ['a time-out', checkWhole(1, 600), ['1', '200', '600', ''], ['0', '601', '-1', '1.5', 'soon']],
  ['a certificate', checkCertificate, [PEM, PEM.trim(), PEM + PEM, ''], ['MIIB', PEM.slice(0, 40), `x${PEM}`, KEY]],
  [
    'a private key',
    checkPrivateKey,
    [KEY, KEY.replaceAll('PRIVATE', 'RSA PRIVATE'), KEY.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE'), ''],
    ['MIIB', PEM],
  ],
  ['a PFX file', checkPfx, ['MIIB+/8=', 'MIIB\nAAAA', ''], ['app.pfx', PEM, 'AAAA']],
])('%s', (_, check, right, wrong) => {
  it.each(right)('may be %j', (text) => {
    expect(check(text)).toBeUndefined();
  });

  it.each(wrong)('%j is called wrong, in a sentence', (text) => {
    expect(check(text)).toMatch(/^[A-Z].*\.$/);
  });
});

it('tables are names', () => {
  expect(checkTables([])).toBeUndefined();
  expect(checkTables(['DeviceInfo', 'My_Table_CL'])).toBeUndefined();
  expect(checkTables(['DeviceInfo', 'Device*'])).toMatch(/^Device\* is no table’s name/);
});
