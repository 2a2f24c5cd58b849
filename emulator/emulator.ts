import { once } from 'node:events';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';

import type { Clock } from './clock';
import { createAppCertificate } from './entra/appCertificate';
import type { Proofs } from './entra/clientAssertion';
import { Cluster } from './entra/cluster';
import { REGISTRATION } from './entra/registration';
import { RESOURCES } from './entra/resources';
import { Issuer } from './entra/token';
import type { Flags } from './flags';
import { createEngine } from './kql/engine';
import { CallLog } from './service/calls';
import { Connections } from './service/connections';
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
import { createIdentity, writeFiles } from './tls/certificates';

/** What a caller needs to hunt in a running emulator: the JSON line it prints when it is ready. */
export interface Ready {
  url: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** The certificate authority to trust, PEM. */
  caFile: string;
  /** The app's certificate and its private key, PEM: another way to sign in than the secret. */
  certificateFile: string;
  privateKeyFile: string;
}

/** A running emulator. */
export interface Emulator {
  ready: Ready;
  stop(): Promise<void>;
}

/** Starts an emulator and resolves once it answers. */
export async function startEmulator(flags: Flags): Promise<Emulator> {
  const [identity, issuer, certificate, { store, clock }] = await Promise.all([
    createIdentity(),
    Issuer.create(),
    createAppCertificate(),
    openTenant(flags),
  ]);
  const entra = { issuer, proofs: { certificate, cluster: new Cluster() } };
  const server = createService(identity, assemble(flags, store, entra, clock));
  await listen(server, flags);
  const { files, remove } = writeFiles({
    caFile: identity.ca,
    certificateFile: certificate.certificate,
    privateKeyFile: certificate.privateKey,
  });
  const { port } = server.address() as AddressInfo;
  const { tenantId, clientId, clientSecret } = REGISTRATION;
  return {
    ready: { url: `https://localhost:${port}`, tenantId, clientId, clientSecret, ...files },
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

/** Who signs callers in, and by what. */
interface Entra {
  issuer: Issuer;
  proofs: Proofs;
}

function assemble(flags: Flags, store: Store, { issuer, proofs }: Entra, clock: Clock): Service {
  const engine = createEngine(store.instance, [...store.tables], flags.external);
  engine.warmUp();
  const endpointEngine = createEngine(store.instance, endpointTables(store.tables), flags.external);
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
      connections: new Connections(),
      faults: new Faults(),
      issuer,
      proofs,
      limits,
      style,
      consented: new Set(RESOURCES.map(({ role }) => role)),
      delegated: new Set(RESOURCES.map(({ scope }) => scope)),
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
