/** Something that goes wrong on request: `times` calls long, at the hunting APIs or the token endpoint. */
export interface Fault {
  path: 'hunting' | 'token';
  times: number;
  /** Waits so long before anything else, in milliseconds. */
  delayMs?: number;
  /** Answers with this status; without one (and without a body) the true answer follows. */
  status?: number;
  /** The body: text as it is, anything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Breaks the connection after so many bytes of the body, the true one's too. */
  cutAfterBytes?: number;
}

const FIELDS = ['path', 'times', 'delayMs', 'status', 'body', 'headers', 'cutAfterBytes'];

/** The faults that are still to happen, in the order they were asked for. */
export class Faults {
  #queue: Fault[] = [];

  add(fault: Fault): void {
    this.#queue.push(fault);
  }

  clear(): void {
    this.#queue = [];
  }

  list(): readonly Fault[] {
    return this.#queue;
  }

  /** The fault for the next call of a path, used up by one. */
  take(path: Fault['path']): Fault | undefined {
    const fault = this.#queue.find((candidate) => candidate.path === path);
    if (fault) {
      fault.times--;
      this.#queue = this.#queue.filter(({ times }) => times > 0);
    }
    return fault;
  }
}

/** Reads a fault from the body of `POST /_emulator/faults`. Throws a sentence that names what is wrong. */
export function readFault(value: unknown): Fault {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('A fault is a JSON object such as {"times":1,"status":429}.');
  }
  const fields = value as Record<string, unknown>;
  const unknown = Object.keys(fields).find((name) => !FIELDS.includes(name));
  if (unknown) {
    throw new Error(`A fault has no field "${unknown}"; it has ${FIELDS.join(', ')}.`);
  }
  for (const name of ['times', 'delayMs', 'status', 'cutAfterBytes']) {
    const number = fields[name];
    if (number !== undefined && !(Number.isInteger(number) && (number as number) >= 0)) {
      throw new Error(`The fault's "${name}" must be a whole number, not ${JSON.stringify(number)}.`);
    }
  }
  const { path = 'hunting', headers = {} } = fields;
  if (path !== 'hunting' && path !== 'token') {
    throw new Error(`The fault's "path" is "hunting" or "token", not ${JSON.stringify(path)}.`);
  }
  if (typeof headers !== 'object' || Object.values(headers ?? {}).some((header) => typeof header !== 'string')) {
    throw new Error('The fault\'s "headers" must be an object of strings.');
  }
  return { times: 1, ...fields, path, headers: headers as Record<string, string> };
}
