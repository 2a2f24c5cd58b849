import type { Server } from 'node:https';
import type { Socket } from 'node:net';

/** What is open at the moment, as `GET /_emulator/connections` tells it; the control surface's own are left out. */
export interface Open {
  connections: number;
  /** Calls that are being answered. */
  calls: number;
}

/** Counts what callers hold open, so that a drill can tell whether anything was left behind. */
export class Connections {
  #server: Server | undefined;
  #open = new Set<Socket>();
  #calls = 0;

  watch(server: Server): void {
    this.#server = server;
    server.on('secureConnection', (socket) => {
      this.#open.add(socket);
      socket.once('close', () => this.#open.delete(socket));
    });
  }

  /** Leaves out a connection that has served the control surface. */
  leaveOut(socket: Socket): void {
    this.#open.delete(socket);
  }

  /** Counts a call as long as it is being answered. */
  async during(work: () => Promise<void>): Promise<void> {
    this.#calls++;
    try {
      await work();
    } finally {
      this.#calls--;
    }
  }

  report(): Open {
    return { connections: this.#open.size, calls: this.#calls };
  }

  /** Closes what callers keep open for later calls. */
  closeIdle(): void {
    this.#server?.closeIdleConnections();
  }
}
