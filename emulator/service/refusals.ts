import { TICKS_PER_SECOND, textFromTimespan } from '../ticks';
import { Refusal } from './refusal';

/** The refusals that both the service's limits and faults on request end in. `retryAfter` in seconds, or no header. */
const TOO_MANY = 'TooManyRequests';

/** 429: the calls of a minute are used up. */
export function tooManyCalls(callsPerMinute: number, retryAfter?: number): Refusal {
  const message = `API calls quota exceeded! maximum allowed ${callsPerMinute} per 00:01:00`;
  return new Refusal(429, TOO_MANY, message, throttled(retryAfter));
}

/** 429: the tenant's share of the processors is used up for so many seconds. */
export function cpuExhausted(seconds: number, retryAfter?: number): Refusal {
  const duration = textFromTimespan(BigInt(seconds) * TICKS_PER_SECOND);
  const message = `You have exceeded processing resources allocated to this tenant. You can run queries again in ${duration}.`;
  return new Refusal(429, TOO_MANY, message, throttled(retryAfter));
}

/** 400: more bytes than an answer may have. */
export function resultTooLarge(): Refusal {
  const message =
    'Query execution has exceeded the allowed result size. Optimize your query by limiting the amount of results and try again.';
  return new Refusal(400, 'BadRequest', message);
}

/** 500 or 504 without a word, as Graph answers what was too heavy for it. */
export function unknownError(status: number): Refusal {
  return new Refusal(status, 'UnknownError', '');
}

/** 400: the two older APIs say when a query ran too long. */
export function timeoutPeriod(): Refusal {
  return new Refusal(400, 'BadRequest', 'Query exceeded the timeout period. Optimize your query and try again.');
}

function throttled(retryAfter?: number): Refusal['more'] {
  return {
    headers: retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
    inner: { code: '429', status: '429', message: 'Please retry after' },
  };
}
