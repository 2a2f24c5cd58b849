import { parseArgs } from 'node:util';

import { LOOK_BACK_DAYS } from './service/timespan';
import { ticksFromIso } from './ticks';

/** What the command line asked for; see HELP for the units. */
export interface Flags {
  help: boolean;
  data: string | undefined;
  now: bigint | undefined;
  late: number;
  lookBack: number;
  seed: number;
  devices: number;
  days: number;
  host: string;
  port: number;
  callsPerMinute: number;
  cpuSeconds: number;
  legacyTime: boolean;
  endWithStdin: boolean;
  /** Files that `externaldata` reads in place of addresses; `*` stands for all others. */
  external: ReadonlyMap<string, string>;
}

export const HELP = `npm run emulator -- [flags]     a Defender tenant on this machine, over HTTPS
  --data DIR             serve DIR/TABLE.ndjson (and TABLE.schema.json) instead of generated events
  --now ISO              let the tenant's clock stand still at this moment
  --late MIN             rows appear this many minutes after their time (0)
  --look-back DAYS       how far back hunts may read (30)
  --seed N               another seed, another tenant (1)
  --devices N            devices of the generated tenant (200)
  --days N               days of generated events, ending now (30)
  --host ADDRESS         address to listen on (127.0.0.1)
  --port N               port to listen on, 0 takes a free one (8443)
  --calls-per-minute N   the tenant's quota of calls, 0 switches all quotas off (45)
  --cpu-seconds N        the tenant's quota of execution time in 15 minutes, seconds, 0 switches it off (180)
  --external URL=FILE    a file that externaldata reads in place of URL; *=FILE for every other URL; may be repeated
  --legacy-time          /api/advancedqueries/run as it was at first: times without a zone, at most 10,000 rows
  --end-with-stdin       end when standard input closes, as it does when the program that started this one ends
  --help                 this text
`;

const NUMBERS = {
  late: { fallback: 0, min: 0, max: 1440 },
  'look-back': { fallback: LOOK_BACK_DAYS, min: 1, max: 4383 },
  seed: { fallback: 1, min: 0, max: 2 ** 32 - 1 },
  devices: { fallback: 200, min: 10, max: 20_000 },
  days: { fallback: 30, min: 1, max: 180 },
  port: { fallback: 8443, min: 0, max: 65_535 },
  'calls-per-minute': { fallback: 45, min: 0, max: 1_000_000 },
  'cpu-seconds': { fallback: 180, min: 0, max: 1_000_000 },
} as const;

/** Reads the command line. Throws one sentence that names the flag when one is unknown or its value is not usable. */
export function parseFlags(args: string[]): Flags {
  const values = readValues(args);
  return {
    help: values['help'] === true,
    data: text(values['data']),
    now: moment(text(values['now'])),
    late: number('late', values),
    lookBack: number('look-back', values),
    seed: number('seed', values),
    devices: number('devices', values),
    days: number('days', values),
    host: text(values['host']) ?? '127.0.0.1',
    port: number('port', values),
    callsPerMinute: number('calls-per-minute', values),
    cpuSeconds: number('cpu-seconds', values),
    legacyTime: values['legacy-time'] === true,
    endWithStdin: values['end-with-stdin'] === true,
    external: externalFiles(values['external']),
  };
}

type Values = Record<string, string | boolean | string[] | undefined>;

function readValues(args: string[]): Values {
  const valued = ['data', 'now', 'host', ...Object.keys(NUMBERS)].map((name) => [name, { type: 'string' as const }]);
  try {
    const names = ['help', 'legacy-time', 'end-with-stdin'];
    const switches = Object.fromEntries(names.map((name) => [name, { type: 'boolean' as const }]));
    const repeated = { external: { type: 'string' as const, multiple: true } };
    const options = { ...Object.fromEntries(valued), ...switches, ...repeated };
    return parseArgs({ args, options, allowPositionals: false, strict: true }).values as Values;
  } catch (error) {
    const sentence = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new Error(`${sentence}. Run with --help to see the flags.`);
  }
}

function text(value: Values[string]): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** `URL=FILE`; an address may hold further equal signs, so the last one counts. */
function externalFiles(value: Values[string]): ReadonlyMap<string, string> {
  const pairs = (Array.isArray(value) ? value : []).map((entry): [string, string] => {
    const place = entry.lastIndexOf('=');
    if (place < 1 || place === entry.length - 1) {
      throw new Error(`--external ${entry} is not URL=FILE, such as https://example.org/list.csv=list.csv.`);
    }
    return [entry.slice(0, place), entry.slice(place + 1)];
  });
  return new Map(pairs);
}

function moment(value: string | undefined): bigint | undefined {
  if (value === undefined) {
    return undefined;
  }
  const ticks = ticksFromIso(value);
  if (ticks === undefined) {
    throw new Error(`--now ${value} is not an ISO 8601 moment such as 2026-11-21T05:08:00Z.`);
  }
  return ticks;
}

function number(name: keyof typeof NUMBERS, values: Values): number {
  const { fallback, min, max } = NUMBERS[name];
  const value = text(values[name]);
  if (value === undefined) {
    return fallback;
  }
  const parsed = /^\d+$/.test(value) ? Number(value) : NaN;
  if (!(parsed >= min && parsed <= max)) {
    throw new Error(`--${name} ${value} is not a whole number from ${min} to ${max}.`);
  }
  return parsed;
}
