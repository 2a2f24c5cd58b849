import type { Ending } from '../../preview/child';

/** A process of the demo. */
export interface Part {
  name: string;
  ended: Promise<Ending>;
}

/** Settles with 0 on Ctrl-C, and with 1 when a part ends by itself; tells the reason then, and nothing of what is stopped after it. */
export function untilSomethingEnds(parts: Part[]): Promise<number> {
  return new Promise((resolve) => {
    let over = false;
    const end = (code: number) => {
      over = true;
      resolve(code);
    };
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(name, () => end(0));
    }
    for (const { name, ended } of parts) {
      void ended.then(({ how, stderr }) => {
        if (!over) {
          console.error(`${name} ended by itself (${how}).\n${stderr}`);
          end(1);
        }
      });
    }
  });
}
