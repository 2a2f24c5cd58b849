/** An office: where it is, when people work there, and the address its traffic leaves by. */
export interface Site {
  code: string;
  city: string;
  state: string;
  country: string;
  /** ISO 3166 alpha-2. */
  countryCode: string;
  /** Hours that local time is ahead of UTC; summer time is left out. */
  utcOffset: number;
  latitude: string;
  longitude: string;
  /** From the ranges that RFC 5737 keeps for documentation. */
  publicIp: string;
  /** First two octets of the office network. */
  network: string;
  isp: string;
  weight: number;
}

/** Spread so that somewhere it is always working time. */
export const SITES: readonly Site[] = [
  {
    code: 'lon',
    city: 'London',
    state: 'England',
    country: 'United Kingdom',
    countryCode: 'GB',
    utcOffset: 0,
    latitude: '51.5074',
    longitude: '-0.1278',
    publicIp: '198.51.100.10',
    network: '10.10',
    isp: 'Harbour Telecom',
    weight: 4,
  },
  {
    code: 'ams',
    city: 'Amsterdam',
    state: 'Noord-Holland',
    country: 'Netherlands',
    countryCode: 'NL',
    utcOffset: 1,
    latitude: '52.3676',
    longitude: '4.9041',
    publicIp: '198.51.100.20',
    network: '10.20',
    isp: 'Polder Net',
    weight: 3,
  },
  {
    code: 'nyc',
    city: 'New York',
    state: 'New York',
    country: 'United States',
    countryCode: 'US',
    utcOffset: -5,
    latitude: '40.7128',
    longitude: '-74.0060',
    publicIp: '198.51.100.30',
    network: '10.30',
    isp: 'Hudson Fiber',
    weight: 5,
  },
  {
    code: 'sea',
    city: 'Seattle',
    state: 'Washington',
    country: 'United States',
    countryCode: 'US',
    utcOffset: -8,
    latitude: '47.6062',
    longitude: '-122.3321',
    publicIp: '198.51.100.40',
    network: '10.40',
    isp: 'Cascade Broadband',
    weight: 2,
  },
  {
    code: 'sin',
    city: 'Singapore',
    state: 'Singapore',
    country: 'Singapore',
    countryCode: 'SG',
    utcOffset: 8,
    latitude: '1.3521',
    longitude: '103.8198',
    publicIp: '198.51.100.50',
    network: '10.50',
    isp: 'Straits Connect',
    weight: 3,
  },
  {
    code: 'syd',
    city: 'Sydney',
    state: 'New South Wales',
    country: 'Australia',
    countryCode: 'AU',
    utcOffset: 10,
    latitude: '-33.8688',
    longitude: '151.2093',
    publicIp: '198.51.100.60',
    network: '10.60',
    isp: 'Southern Cross Net',
    weight: 2,
  },
];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The moment (ms since 1970) at which a local day begins that contains, or follows, a UTC midnight. */
export function localMidnight(site: Site, utcMidnight: number): number {
  return utcMidnight - site.utcOffset * HOUR_MS;
}

/** Whether people are at work at a moment: weekdays from 9 to 17 local time. */
export function isWorkingTime(site: Site, moment: number): boolean {
  const local = new Date(moment + site.utcOffset * HOUR_MS);
  return !isWeekend(local.getUTCDay()) && local.getUTCHours() >= 9 && local.getUTCHours() < 17;
}

/** Whether the local day that begins at a moment is a Saturday or a Sunday. */
export function isWeekendDay(site: Site, midnight: number): boolean {
  return isWeekend(new Date(midnight + site.utcOffset * HOUR_MS + DAY_MS / 2).getUTCDay());
}

function isWeekend(day: number): boolean {
  return day === 0 || day === 6;
}
