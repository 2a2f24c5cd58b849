import tables from '../../pkg/schema/tables.json';
import table from '../../tests/cases/services.json';
import { type Api, APIS, AZURE_CLOUDS, type Cloud, CLOUDS, type Region, REGIONS } from '../settings';

import { adminPages } from './clouds';
import { addressOf, API_ENDS, API_FACTS, hasRegions, MICROSOFT_HOSTS, resourceOf, serviceOf } from './services';
import { TABLE_NAMES } from './tableNames';

it.each(table.sites)('$api in $cloud is at $host', ({ api, cloud, host, azureCloud, scope, ...site }) => {
  const service = serviceOf({ api: api as Api, cloud: cloud as Cloud });
  const { application, delegated, ends = '' } = API_FACTS[service.api];
  expect([addressOf(service), `${resourceOf(service)}/.default`]).toEqual([`https://${host}`, scope]);
  expect({ application, delegated, ends }).toEqual({
    application: site.role,
    delegated: site.delegated,
    ends: site.ends,
  });
  expect(AZURE_CLOUDS[service.cloud]).toBe(azureCloud);
});

it.each(table.refused)('$api in $cloud has no address', ({ api, cloud }) => {
  expect(addressOf({ api: api as Api, cloud: cloud as Cloud })).toBeUndefined();
});

it('every pair is in the table, and every host', () => {
  expect(table.sites.length + table.refused.length).toBe(APIS.length * CLOUDS.length);
  expect([...MICROSOFT_HOSTS].toSorted()).toEqual(table.hosts);
  expect(API_ENDS).toBe(table.legacyEnd);
});

it.each(table.regions)('$region is a host of its own, with tokens made for the main one', ({ region, host }) => {
  const service = { api: 'mde', cloud: 'commercial', region: region as Region } as const;
  expect(REGIONS).toContain(region);
  expect(REGIONS).toHaveLength(table.regions.length);
  expect(addressOf(service)).toBe(`https://${host}`);
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
