import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Emulator, startEmulator } from './emulator';
import { parseFlags } from './flags';
import { createClient } from './testing/client';

/** A document of the service with its own request and answer; `tests/cases/README.md` describes the fields. */
interface DocumentCase {
  name: string;
  api: 'graph' | 'xdr' | 'mde';
  request: { url: string; body: { Query: string } };
  response: { body: Record<string, unknown> };
  columns: Array<{ name: string; type: string }>;
  rows: unknown[][];
}

const FOLDER = join(__dirname, '../tests/cases/wire');
const CASES = readdirSync(FOLDER).map((file): DocumentCase => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));
const SCOPES = {
  graph: 'https://graph.microsoft.com/.default',
  xdr: 'https://api.security.microsoft.com/.default',
  mde: 'https://api.securitycenter.microsoft.com/.default',
};

let folder: string;
let emulator: Emulator | undefined;

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  folder = mkdtempSync(join(tmpdir(), 'emulator-documents-'));
});

afterEach(async () => {
  await emulator?.stop();
  emulator = undefined;
  rmSync(folder, { recursive: true });
});

/** Serves the rows that the document's answer shows, with what its query filters on. */
function writeTable({ request, columns, rows }: DocumentCase): void {
  const table = /^\w+/.exec(request.body.Query)?.[0] ?? '';
  const filtered = [
    { name: 'InitiatingProcessFileName', type: 'string' },
    { name: 'ProcessCommandLine', type: 'string' },
  ];
  const all = [...columns, ...filtered.filter(({ name }) => !columns.some((column) => column.name === name))];
  const lines = rows.map((row) => {
    const shown = Object.fromEntries(columns.map(({ name }, i) => [name, row[i]]));
    return JSON.stringify({ InitiatingProcessFileName: 'powershell.exe', ProcessCommandLine: 'appdata', ...shown });
  });
  writeFileSync(join(folder, `${table}.ndjson`), lines.join('\n'));
  writeFileSync(join(folder, `${table}.schema.json`), JSON.stringify(all));
}

async function askAsDocumented(document: DocumentCase): Promise<Record<string, unknown>> {
  emulator = await startEmulator(parseFlags(['--data', folder, '--port', '0']));
  const { url, caFile, tenantId, clientId, clientSecret } = emulator.ready;
  const call = createClient(Number(new URL(url).port), readFileSync(caFile, 'utf8'));
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: SCOPES[document.api],
  });
  const signIn = await call(`/${tenantId}/oauth2/v2.0/token`, { method: 'POST', body: form.toString() });
  const { status, text } = await call(new URL(document.request.url).pathname, {
    method: 'POST',
    headers: { Authorization: `Bearer ${JSON.parse(signIn.text).access_token}`, 'Content-Type': 'application/json' },
    body: document.request.body,
  });
  expect([status, text]).toEqual([200, expect.any(String)]);
  return JSON.parse(text);
}

/** The value of a key in either casing: the documents mix `name` and `Name`. */
function either(object: object, key: string): unknown {
  return Object.entries(object).find(([name]) => name.toLowerCase() === key)?.[1];
}

function tableOf(answer: Record<string, unknown>) {
  const schema = either(answer, 'schema') as object[];
  const names = schema.map((column) => either(column, 'name') as string);
  const types = schema.map((column) => either(column, 'type'));
  const results = either(answer, 'results') as Array<Record<string, unknown>>;
  const rows = results.map((row) => names.map((name) => utc(row[name])));
  return { names, types, rows: rows.map((row) => JSON.stringify(row)).sort() };
}

/** The oldest document writes times without their zone, which is UTC. */
function utc(cell: unknown): unknown {
  return typeof cell === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(cell) ? `${cell}Z` : cell;
}

/** Every path of keys in an object: `cache.memory.hits`. */
function paths(value: unknown, path = ''): string[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return inner.length === 0 ? [path] : inner.flatMap(([key, child]) => paths(child, `${path}/${key}`));
}

describe("the service's own documents", () => {
  it.each(CASES.map((document) => [document.name, document] as const))(
    '%s: the emulator answers alike',
    async (_, document) => {
      writeTable(document);
      const answer = await askAsDocumented(document);
      const documented = document.response.body;
      expect(tableOf(answer)).toEqual(tableOf(documented));
      expect(Object.keys(answer).filter((key) => !key.startsWith('@'))).toEqual(Object.keys(documented));
      expect(paths(answer.Stats)).toEqual(paths(documented.Stats));
    }
  );
});
