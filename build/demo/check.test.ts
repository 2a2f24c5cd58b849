import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Emulator } from '../../preview/start';
import { check } from './check';
import type { Host } from './host';

type Answers = Record<string, { status: number; body: unknown }>;

const FRAME = {
  schema: {
    meta: { stats: [{ displayName: 'Rows', value: 1 }] },
    fields: [{ name: 'FileName', type: 'string' }],
  },
  data: { values: [['cmd.exe']] },
};

/** What emulator and host answer when all is well, by path. */
const WELL: Answers = {
  '/t/oauth2/v2.0/token': { status: 200, body: { access_token: 'x' } },
  '/v1.0/security/runHuntingQuery': {
    status: 200,
    body: { results: [{ 'Answer@odata.type': '#Int64', Answer: 42 }] },
  },
  '/api/datasources/uid/huntboard/health': { status: 200, body: { status: 'OK', message: 'fine' } },
  '/api/ds/query': { status: 200, body: { results: { A: { status: 200, frames: [FRAME] } } } },
};

let server: Server;
let answers: Answers;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const answer = answers[request.url ?? ''] ?? { status: 404, body: { message: `no ${request.url}` } };
    response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

function run(changes: Answers, places: { emulator?: string; host?: string } = {}): Promise<string> {
  answers = { ...WELL, ...changes };
  const ended = new Promise<never>(() => undefined);
  const stop = async () => undefined;
  const ids = {
    tenantId: 't',
    clientId: 'c',
    clientSecret: 's',
    caFile: __filename,
    certificateFile: '',
    privateKeyFile: '',
  };
  const emulator: Emulator = { url: places.emulator ?? url, ...ids, ended, stop };
  const host: Host = { name: 'Preview', url: places.host ?? url, page: url, ended, stop };
  return check(emulator, host, 'T | take 1');
}

describe('the check of every hop', () => {
  it('prints each hop, the rows and the stats when all is well', async () => {
    const printed = await run({});
    expect(printed.match(/^ok/gm)).toHaveLength(4);
    expect(printed).toContain('FileName\n────────\ncmd.exe\n\nRows: 1');
  });

  const nobody = 'http://127.0.0.1:1';
  it.each([
    [
      'token over TLS',
      { '/t/oauth2/v2.0/token': { status: 401, body: { message: 'AADSTS7000215' } } },
      {},
      'AADSTS7000215',
    ],
    ['token over TLS', {}, { emulator: nobody }, "can't be reached"],
    ['hunting POST to the service', { '/v1.0/security/runHuntingQuery': { status: 403, body: {} } }, {}, 'HTTP 403'],
    [
      'hunting POST to the service',
      { '/v1.0/security/runHuntingQuery': { status: 200, body: { results: [] } } },
      {},
      'brought []',
    ],
    ['Preview: plugin and data source', {}, { host: nobody }, "can't be reached"],
    [
      'Preview: plugin and data source',
      { '/api/datasources/uid/huntboard/health': { status: 400, body: { status: 'ERROR', message: 'wrong secret' } } },
      {},
      'wrong secret',
    ],
    [
      'hunt through host, plugin, service, decoder and frame',
      { '/api/ds/query': { status: 400, body: { results: { A: { error: 'no such table', status: 400 } } } } },
      {},
      'no such table',
    ],
    [
      'hunt through host, plugin, service, decoder and frame',
      { '/api/ds/query': { status: 200, body: { results: {} } } },
      {},
      'no frame',
    ],
  ])('names the hop that failed: %s', async (hop, changes, places, words) => {
    const failure = await run(changes as Answers, places).catch((error: unknown) => String(error));
    expect(failure).toContain(`FAIL ${hop}: `);
    expect(failure).toContain(words);
  });
});
