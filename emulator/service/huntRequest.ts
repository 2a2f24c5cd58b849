import { Refusal } from './refusal';

/** A hunt as a caller asked for it. */
export interface HuntRequest {
  query: string;
  timespan: string | undefined;
}

/** How an API reads the body of a hunt: its members in the spellings it takes, lower case. */
export interface BodyRules {
  members: readonly string[];
  anyCase: boolean;
  /** The refusal of a body without a query, code and message. */
  missing: readonly [code: string, message: string];
}

/** The largest body the proxy in front of the services lets through, in bytes. */
export const MAX_BODY = 1_000_000;

/** Reads the body of a hunt. Throws the 400 of an API for what it cannot read, and names what it does not know. */
export function readHunt(body: Buffer, contentType: string | undefined, rules: BodyRules): HuntRequest {
  const members = readObject(decode(body, contentType));
  const known = new Map<string, unknown>();
  for (const [name, value] of Object.entries(members)) {
    const found = rules.members.find((member) => member === name || (rules.anyCase && same(member, name)));
    if (!found) {
      const text = `The parameter '${name}' in the request payload is not a valid parameter for the operation 'runHuntingQuery'.`;
      throw new Refusal(400, 'BadRequest', text);
    }
    known.set(found, value);
  }
  const query = text(known.get('Query'), 'Query');
  if (query === undefined || query.trim() === '') {
    throw new Refusal(400, ...rules.missing);
  }
  text(known.get('workspaceId'), 'workspaceId'); // one the caller may not use falls back to the primary, silently
  return { query, timespan: text(known.get('Timespan'), 'Timespan') };
}

/** Without `charset=utf-8` the service may read other letters than were sent; here it reads each byte as one. */
function decode(body: Buffer, contentType: string | undefined): string {
  if (contentType === undefined) {
    const message = 'Write requests (excluding DELETE) must contain the Content-Type header declaration.';
    throw new Refusal(400, 'BadRequest', message);
  }
  const [mediaType = '', ...parameters] = contentType.toLowerCase().split(';');
  if (mediaType.trim() !== 'application/json') {
    throw new Refusal(
      415,
      'UnsupportedMediaType',
      `The content type '${mediaType.trim()}' is not supported; send application/json.`
    );
  }
  const utf8 = parameters.some((parameter) => /^charset="?utf-?8"?$/.test(parameter.trim()));
  return body.toString(utf8 ? 'utf8' : 'latin1');
}

function readObject(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // said below
  }
  const message =
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.';
  throw new Refusal(400, 'BadRequest', message);
}

function text(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw new Refusal(400, 'BadRequest', `The parameter '${name}' must be a string.`);
  }
  return value;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
