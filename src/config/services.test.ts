import tables from '../../pkg/schema/tables.json';
import { APIS, CLOUDS, REGIONS } from '../settings';

import { adminPages } from './clouds';
import { addressOf, hasRegions, resourceOf } from './services';
import { TABLE_NAMES } from './tableNames';

const DOCUMENTED = [
  ['graph', 'commercial', 'https://graph.microsoft.com'],
  ['graph', 'gcc', 'https://graph.microsoft.com'],
  ['graph', 'gccHigh', 'https://graph.microsoft.us'],
  ['graph', 'dod', 'https://dod-graph.microsoft.us'],
  ['graph', 'china', 'https://microsoftgraph.chinacloudapi.cn'],
  ['xdr', 'commercial', 'https://api.security.microsoft.com'],
  ['xdr', 'gcc', 'https://api-gcc.security.microsoft.us'],
  ['xdr', 'gccHigh', 'https://api-gov.security.microsoft.us'],
  ['xdr', 'dod', 'https://api-gov.security.microsoft.us'],
  ['xdr', 'china', undefined],
  ['mde', 'commercial', 'https://api.securitycenter.microsoft.com'],
  ['mde', 'gcc', 'https://api-gcc.securitycenter.microsoft.us'],
  ['mde', 'gccHigh', 'https://api-gov.securitycenter.microsoft.us'],
  ['mde', 'dod', 'https://api-gov.securitycenter.microsoft.us'],
  ['mde', 'china', undefined],
] as const;

it.each(DOCUMENTED)('%s in %s is at %s', (api, cloud, address) => {
  expect(resourceOf({ api, cloud })).toBe(address);
  expect(addressOf({ api, cloud })).toBe(address);
});

it('every pair is looked at above', () => {
  expect(DOCUMENTED).toHaveLength(APIS.length * CLOUDS.length);
});

it.each(REGIONS)('%s is a host of its own, with tokens made for the main one', (region) => {
  const service = { api: 'mde', cloud: 'commercial', region } as const;
  expect(addressOf(service)).toBe(`https://${region}.api.security.microsoft.com`);
  expect(resourceOf(service)).toBe('https://api.securitycenter.microsoft.com');
});

it('only Defender for Endpoint has regions, and only in the commercial cloud', () => {
  expect(hasRegions({ api: 'xdr', cloud: 'commercial' })).toBe(false);
  expect(hasRegions({ api: 'mde', cloud: 'gcc' })).toBe(false);
  expect(addressOf({ api: 'xdr', cloud: 'commercial', region: 'eu' })).toBe('https://api.security.microsoft.com');
});

it('admin pages are the app’s own once its id is known', () => {
  expect(adminPages('gccHigh', undefined).permissions).toMatch(
    /^https:\/\/entra\.microsoft\.us\/#.*ApplicationsListBlade$/
  );
  expect(adminPages('china', 'an-id').permissions).toMatch(
    /^https:\/\/entra\.microsoftonline\.cn\/#.*CallAnAPI\/appId\/an-id/
  );
});

it('the suggested tables are those of the schema', () => {
  expect(TABLE_NAMES).toEqual(tables.tables.map(({ name }) => name).toSorted());
});
