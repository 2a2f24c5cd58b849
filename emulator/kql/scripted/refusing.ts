/** Scripted functions that meet what they don't handle in the data only. */
import { scripted, type Scripted } from './scripted';

/** Names what a function does not handle. */
export class NotHandled extends Error {}

/** What it does not handle becomes a result that `refusable` turns into an error. */
export function refusing(compute: Scripted): Scripted {
  return (...args) => {
    try {
      return compute(...args);
    } catch (error) {
      if (error instanceof NotHandled) {
        return `!${error.message}`;
      }
      throw error;
    }
  };
}

/** SQL that calls such a function. */
export function refusable(name: string, ...args: string[]): string {
  return `kql_refusable(${scripted(name, ...args)})`;
}
