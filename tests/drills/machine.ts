import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Control } from './control';

/** An app service of Azure, as its processes see it: an address that gives the tokens of its managed identity. */
export interface Machine {
  /** What it tells its processes. */
  env: Record<'IDENTITY_ENDPOINT' | 'IDENTITY_HEADER', string>;
  /** The tokens it gave. */
  given: string[];
  stop(): Promise<void>;
}

const HEADER = 'a-word-between-the-machine-and-its-processes';

/**
 * Starts one whose tokens the emulator made.
 *
 * @see https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
export async function startMachine(control: Control, role: string): Promise<Machine> {
  const given: string[] = [];
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const known = request.headers['x-identity-header'] === HEADER && asked.get('api-version') === '2019-08-01';
    if (!known) {
      response.writeHead(401).end();
      return;
    }
    const audience = asked.get('resource') ?? '';
    void control.post('token', { audience, roles: [role] }).then(({ access_token: token }) => {
      given.push(String(token));
      const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ access_token: token, expires_on, resource: audience, token_type: 'Bearer' }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    env: { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`, IDENTITY_HEADER: HEADER },
    given,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
