import type { NAMED_FAULTS } from '../../emulator/service/faultRequest';

/** What people see of a fault. */
export interface Expected {
  /** Fields of the fault, where the usual ones would make the drill long or the fault harmless. */
  fault?: object;
  /** Absent: the hunt works, in spite of the fault. */
  error?: {
    status: number;
    /** What failed and why. */
    says: RegExp;
    /** What to do. */
    advice: RegExp;
  };
  /** What a notice says of rows that came nevertheless. */
  notice?: RegExp;
  /** Seconds that one query may run at the service. */
  serviceSeconds?: number;
}

/** Seconds of `timeoutSeconds` during the drills. */
export const PATIENCE = 2;

const TOO_LONG = {
  status: 504,
  says: /took longer than timeoutSeconds, which is 2 s\./,
  advice: /Narrow the time range, or raise it/,
};
const NO_ANSWER_OF_A_HUNT = { status: 502, advice: /check the API endpoint in the data source's settings\.$/ };
const AWAY = { status: 502, says: /The hunting API at localhost:\d+ is not available/, advice: /Try again/ };

/** Each fault of the emulator's at a hunting API. */
export const AT_HUNTING: Record<keyof typeof NAMED_FAULTS, Expected> = {
  delay: { fault: { delayMs: 60_000 }, error: TOO_LONG },
  status: { fault: { times: 5 }, error: AWAY },
  callsQuota: {
    fault: { retryAfter: 3 },
    error: { status: 429, says: /quota of hunting calls is used up/, advice: /Try again in 3s, at \d\d:\d\d:\d\d UTC/ },
  },
  cpuQuota: {
    fault: { retryAfter: 3 },
    error: { status: 429, says: /share of CPU for hunting is used up/, advice: /Narrow the time range/ },
  },
  unknownError: {
    error: { status: 504, says: /gave up on the query \(status 500\)/, advice: /Narrow the time range/ },
  },
  page: { error: AWAY },
  cut: { error: { ...NO_ANSWER_OF_A_HUNT, says: /it ends too early, after 100 bytes/ } },
  drip: { fault: { bytesPerSecond: 10 }, error: TOO_LONG },
  malformedJson: { error: { ...NO_ANSWER_OF_A_HUNT, says: /there is = where : belongs/ } },
  wrongTypes: { notice: /3 cells of the column \w+ are not an? \w+ and are shown as null/ },
  redirect: { error: { status: 502, says: /redirected the hunt \(status 307\)/, advice: /Set the API endpoint/ } },
  clockSkew: {},
  gzipBomb: {
    fault: { gzipMegabytes: 200 },
    error: { status: 400, says: /The answer is larger than 128 MB/, advice: /Return fewer rows or columns/ },
  },
  slowQuery: {
    serviceSeconds: 1,
    error: { status: 504, says: /ran into the hunting service's own time limit/, advice: /narrow the time range/ },
  },
};

const NO_AUTHORITY = {
  status: 401,
  says: /Signing in failed: localhost:\d+ does not answer as an authority does/,
  advice: /Check the authority endpoint in the data source's settings\.$/,
};

/** Each fault that can happen at the token endpoint. */
export const AT_SIGN_IN: Readonly<Record<string, Expected>> = {
  delay: { fault: { delayMs: 60_000 }, error: TOO_LONG },
  status: {
    fault: { times: 5 },
    error: { status: 401, says: /the authority localhost:\d+ is not available \(status 503\)/, advice: /Try again/ },
  },
  cut: { error: NO_AUTHORITY },
  drip: { fault: { bytesPerSecond: 10 }, error: TOO_LONG },
  malformedJson: { error: NO_AUTHORITY },
  redirect: { error: NO_AUTHORITY },
  clockSkew: {},
  gzipBomb: { fault: { gzipMegabytes: 200 }, error: NO_AUTHORITY },
};
