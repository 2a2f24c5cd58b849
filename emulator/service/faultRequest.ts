import { type Fault, FAULT_PATHS } from './faults';

type Fields = Omit<Fault, 'path' | 'times' | 'name'>;

/** The usual faults by name, with the fields they stand for; a request may give these fields other values. */
export const NAMED_FAULTS: Readonly<Record<string, Fields>> = {
  delay: { delayMs: 5_000 },
  status: { status: 503, body: '' },
  callsQuota: { refusal: 'calls' },
  cpuQuota: { refusal: 'cpu' },
  unknownError: { refusal: 'unknown', status: 500 },
  page: { refusal: 'page', status: 502 },
  cut: { cutAfterBytes: 100 },
  drip: { bytesPerSecond: 100 },
  malformedJson: { malformed: true },
  wrongTypes: { wrongTypes: true },
  redirect: { status: 307, body: '', headers: { Location: 'https://elsewhere.example/' } },
  clockSkew: { skewSeconds: 3_600 },
  gzipBomb: { gzipMegabytes: 1_024 },
  slowQuery: { runMs: 60_000 },
};

type Check = { is(value: unknown): boolean; want: string };

const text: Check = { is: (value) => typeof value === 'string', want: 'a text' };
const flag: Check = { is: (value) => typeof value === 'boolean', want: 'true or false' };
const whole = (min: number, max: number): Check => ({
  is: (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
  want: `a whole number from ${min} to ${max}`,
});
const oneOf = (values: readonly string[]): Check => ({
  is: (value) => values.includes(value as string),
  want: values.map((value) => `"${value}"`).join(' or '),
});

const CHECKS: Readonly<Record<keyof Fault, Check>> = {
  path: oneOf(FAULT_PATHS),
  times: whole(1, 1_000_000),
  name: text,
  delayMs: whole(0, 3_600_000),
  status: whole(200, 599),
  body: { is: () => true, want: 'anything' },
  headers: {
    is: (value) => typeof value === 'object' && value !== null && Object.values(value).every(text.is),
    want: 'an object of texts',
  },
  refusal: oneOf(['calls', 'cpu', 'unknown', 'page']),
  retryAfter: whole(0, 86_400),
  gzipMegabytes: whole(1, 100_000),
  cutAfterBytes: whole(0, 1_000_000_000),
  bytesPerSecond: whole(1, 1_000_000_000),
  skewSeconds: whole(-1_000_000_000, 1_000_000_000),
  runMs: whole(0, 3_600_000),
  malformed: flag,
  wrongTypes: flag,
};

/** Fields that say something of a hunt and mean nothing elsewhere. */
const HUNTING_ONLY: ReadonlyArray<keyof Fault> = ['refusal', 'runMs', 'wrongTypes'];

/** Reads a fault from the body of `POST /_emulator/faults`. Throws a sentence that names what is wrong. */
export function readFault(value: unknown): Fault {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('A fault is a JSON object such as {"name":"cut","times":1}.');
  }
  const given = value as Record<string, unknown>;
  for (const [name, field] of Object.entries(given)) {
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof Fault] : undefined;
    if (!check) {
      throw new Error(`A fault has no field "${name}"; it has ${Object.keys(CHECKS).join(', ')}.`);
    }
    if (!check.is(field)) {
      throw new Error(`The fault's "${name}" must be ${check.want}, not ${JSON.stringify(field)}.`);
    }
  }
  const fault = { path: 'hunting', times: 1, ...fieldsOf(given.name), ...given } as Fault;
  const misplaced = HUNTING_ONLY.find((name) => fault.path !== 'hunting' && fault[name] !== undefined);
  if (misplaced) {
    throw new Error(`The fault's "${misplaced}" is for the path "hunting", not "${fault.path}".`);
  }
  return fault;
}

function fieldsOf(name: unknown): Fields {
  const known = Object.hasOwn(NAMED_FAULTS, String(name)) ? NAMED_FAULTS[String(name)] : undefined;
  if (name !== undefined && !known) {
    throw new Error(`No fault is called "${String(name)}"; there are ${Object.keys(NAMED_FAULTS).join(', ')}.`);
  }
  return known ?? {};
}
