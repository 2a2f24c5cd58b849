import type { ServiceAccount } from '../entra/cluster';
import type { Grant } from '../entra/token';

const EXAMPLE = '{"audience":"https://graph.microsoft.com","roles":["…"],"scopes":["…"],"user":"…","seconds":3600}';

/** Reads `POST /_emulator/token`: a token of any kind, bad ones too. Throws a sentence that names what is wrong. */
export function readGrant(given: Record<string, unknown>): Grant & { audience: string } {
  const { audience, roles, scopes, user, seconds, ...more } = given;
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) {
    throw new Error(`A token has no "${unknown}"; it is asked for with ${EXAMPLE}, roles or scopes.`);
  }
  if (typeof audience !== 'string') {
    throw new Error(`A token needs an "audience"; it is asked for with ${EXAMPLE}, roles or scopes.`);
  }
  if (user !== undefined && typeof user !== 'string') {
    throw new Error('The token\'s "user" must be a text.');
  }
  if (seconds !== undefined && !Number.isInteger(seconds)) {
    throw new Error('The token\'s "seconds" must be a whole number; a negative one makes a token that has expired.');
  }
  return {
    audience,
    roles: texts(roles, 'roles'),
    scopes: texts(scopes, 'scopes'),
    user,
    seconds: seconds as number | undefined,
  };
}

/** Reads `POST /_emulator/service-account`. Throws a sentence that names what is wrong. */
export function readServiceAccount(given: Record<string, unknown>): ServiceAccount {
  const { subject, audience, seconds, ...more } = given;
  const [unknown] = Object.keys(more);
  const wrong =
    unknown !== undefined || [subject, audience].some((text) => text !== undefined && typeof text !== 'string');
  if (wrong || (seconds !== undefined && !Number.isInteger(seconds))) {
    throw new Error(
      'A service account\'s token is asked for with {"subject":"…","audience":"…","seconds":3600}, or {}.'
    );
  }
  return given;
}

function texts(value: unknown, name: string): string[] | undefined {
  if (value !== undefined && !(Array.isArray(value) && value.every((text) => typeof text === 'string'))) {
    throw new Error(`The token's "${name}" must be a list of texts.`);
  }
  return value as string[] | undefined;
}
