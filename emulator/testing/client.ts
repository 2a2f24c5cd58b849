import { Agent, request } from 'node:https';

/** An answer as it came over the wire. */
export interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
  bytes: Buffer;
}

/** One call; a body that is not text is sent as JSON. */
export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

export type Client = (path: string, ask?: Ask) => Promise<Answer>;

/** Calls an emulator over TLS and trusts its authority alone. */
export function createClient(port: number, ca: string): Client {
  const agent = new Agent({ ca, keepAlive: false });
  return (path, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const call = request({ host: 'localhost', port, path, method, headers, agent }, (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(pieces);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: bytes.toString('utf8'), bytes });
        });
      });
      call.on('error', reject);
      call.end(
        typeof body === 'string' || Buffer.isBuffer(body) ? body : body === undefined ? '' : JSON.stringify(body)
      );
    });
}
