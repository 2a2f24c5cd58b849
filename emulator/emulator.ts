import { once } from 'node:events';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';

import type { Clock } from './clock';
import { REGISTRATION } from './entra/registration';
import { RESOURCES } from './entra/resources';
import { Issuer } from './entra/token';
import type { Flags } from './flags';
import { createEngine } from './kql/engine';
import { CallLog } from './service/calls';
import { Faults } from './service/faults';
import { describeTables } from './service/discovery/tables';
import { endpointTables } from './service/endpointTables';
import { Limits } from './service/limits';
import { REAL_PACE } from './service/pace';
import { createService, type Service } from './service/server';
import { surfaces } from './service/surface';
import { rowReader } from './tenant/cell';
import { openTenant } from './tenant/open';
import type { Store } from './tenant/store';
import { createIdentity, writeCa } from './tls/certificates';

/** What a caller needs to hunt in a running emulator: the JSON line it prints when it is ready. */
export interface Ready {
  url: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** The certificate authority to trust, PEM. */
  caFile: string;
}

/** A running emulator. */
export interface Emulator {
  ready: Ready;
  stop(): Promise<void>;
}

/** Starts an emulator and resolves once it answers. */
export async function startEmulator(flags: Flags): Promise<Emulator> {
  const [identity, issuer, { store, clock }] = await Promise.all([
    createIdentity(),
    Issuer.create(),
    openTenant(flags),
  ]);
  const server = createService(identity, assemble(flags, store, issuer, clock));
  await listen(server, flags);
  const { caFile, remove } = writeCa(identity.ca);
  const { port } = server.address() as AddressInfo;
  const { tenantId, clientId, clientSecret } = REGISTRATION;
  return {
    ready: { url: `https://localhost:${port}`, tenantId, clientId, clientSecret, caFile },
    stop: async () => {
      remove();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      store.close();
    },
  };
}

async function listen(server: Server, { host, port }: Flags): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    throw taken
      ? new Error(`Port ${port} of ${host} is taken; choose another with --port, or 0 for a free one.`)
      : error;
  }
}

function assemble(flags: Flags, store: Store, issuer: Issuer, clock: Clock): Service {
  const engine = createEngine(store.instance, [...store.tables]);
  engine.warmUp();
  const endpointEngine = createEngine(store.instance, endpointTables(store.tables));
  const limits = new Limits(flags.callsPerMinute, flags.cpuSeconds);
  const style = {};
  return {
    tenant: {
      engine,
      endpointEngine,
      clock,
      issuer,
      limits,
      style,
      pace: REAL_PACE,
      late: flags.late,
      lookBack: flags.lookBack,
    },
    controls: {
      calls: new CallLog(),
      faults: new Faults(),
      issuer,
      limits,
      style,
      consented: new Set(RESOURCES.map(({ role }) => role)),
      secret: { expired: false },
      insert: (table, rows) => insert(store, table, rows),
    },
    surfaces: surfaces(flags),
    tables: describeTables(store.tables),
  };
}

async function insert(store: Store, name: string, rows: unknown[]): Promise<void> {
  const table = store.tables.find((candidate) => candidate.name === name);
  if (!table) {
    throw new Error(`There is no table called "${name}".`);
  }
  const read = rowReader(table);
  const cells = rows.map((row, i) => {
    try {
      return read(row);
    } catch (error) {
      throw new Error(`Row ${i + 1}: ${error instanceof Error ? error.message : error}.`);
    }
  });
  await store.append(table, cells);
}
