/** Hunts over HTTPS, for running cases against an emulator as a client would. */
import { request } from 'node:https';

import { REGISTRATION } from '../entra/registration';
import { type Cell, type HuntResult, KqlError, type KustoType } from './engine';
import { parseDatetime, parseTimespan } from './ticks';

/** Where an emulator listens, and the certificate authority to trust for it (PEM). */
export interface Address {
  url: string;
  ca: string;
}

interface Reply {
  status: number;
  body: string;
}

interface Answer {
  schema: { name: string; type: string }[];
  results: Record<string, unknown>[];
}

const PATIENCE_MS = 60_000;

const TYPES: Record<string, KustoType> = {
  String: 'string',
  DateTime: 'datetime',
  TimeSpan: 'timespan',
  SByte: 'bool',
  Int32: 'int',
  Int64: 'long',
  Double: 'real',
  SqlDecimal: 'decimal',
  Guid: 'guid',
  Object: 'dynamic',
};

/** Signs in and gives back a function that runs one query. Its errors are the service's own sentences. */
export async function signIn(address: Address): Promise<(kql: string) => Promise<HuntResult>> {
  const { tenantId, clientId, clientSecret } = REGISTRATION;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  });
  const token = await post(address, `/${tenantId}/oauth2/v2.0/token`, {
    type: 'application/x-www-form-urlencoded',
    body: form.toString(),
  });
  if (token.status !== 200) {
    throw new Error(`The sign-in at ${address.url} failed with ${token.status}: ${token.body.slice(0, 200)}`);
  }
  const { access_token: bearer } = JSON.parse(token.body) as { access_token: string };
  return async (kql) => {
    const body = JSON.stringify({ Query: kql });
    const answer = await post(address, '/v1.0/security/runHuntingQuery', { type: 'application/json', body, bearer });
    if (answer.status !== 200) {
      throw new KqlError('execution', `${answer.status}: ${errorMessage(answer.body)}`);
    }
    return readAnswer(JSON.parse(answer.body) as Answer);
  };
}

interface Post {
  type: string;
  body: string;
  bearer?: string;
}

function post({ url, ca }: Address, path: string, { type, body, bearer }: Post): Promise<Reply> {
  const headers = {
    'content-type': `${type}; charset=utf-8`,
    ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
  };
  return new Promise((resolve, reject) => {
    const call = request(new URL(path, url), { method: 'POST', ca, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    call.on('error', reject);
    call.setTimeout(PATIENCE_MS, () =>
      call.destroy(new Error(`${path} has not answered for ${PATIENCE_MS / 1000} s.`))
    );
    call.end(body);
  });
}

function errorMessage(body: string): string {
  try {
    return (JSON.parse(body) as { error: { message: string } }).error.message;
  } catch {
    return body.slice(0, 200);
  }
}

/** The rows of the answer by its schema; the type remarks that stand between the cells are left out. */
export function readAnswer({ schema, results }: Answer): HuntResult {
  const columns = schema.map(({ name, type }) => ({ name, type: TYPES[type] ?? ('string' as const) }));
  return { columns, rows: results.map((row) => columns.map(({ name, type }) => readCell(row[name], type))) };
}

function readCell(value: unknown, type: KustoType): Cell {
  if (value === null || value === undefined || isEmptyObject(value)) {
    return type === 'string' ? '' : null;
  }
  switch (type) {
    case 'datetime':
      return parseDatetime(String(value)) ?? null;
    case 'timespan':
      return parseTimespan(String(value)) ?? null;
    case 'long':
      return BigInt(String(value));
    case 'int':
    case 'real':
    case 'decimal':
      return Number(value);
    case 'bool':
      return value === 1 || value === true;
    case 'dynamic':
      return JSON.stringify(bare(value));
    default:
      return String(value);
  }
}

/** How the service writes a null that is not text. */
function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && !Array.isArray(value) && Object.keys(value as object).length === 0;
}

/** A dynamic value without the service's remarks on types; an object inside an array comes as JSON text. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => (typeof item === 'string' && item.startsWith('{') ? parsedOr(item) : bare(item)));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const own = Object.entries(value).filter(([name]) => !name.endsWith('@odata.type'));
  return Object.fromEntries(own.map(([name, item]) => [name, bare(item)]));
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
