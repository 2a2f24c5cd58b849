import { Refusal } from '../refusal';

/** What a `$filter` may look at: the texts of a table. */
export type Filtered = Readonly<Record<'name' | 'description', string>>;

export type Filter = (entry: Filtered) => boolean;

const TOKEN = /\s*('(?:[^']|'')*'|[A-Za-z_][\w./]*|[(),]|\S)/gy;

const COMPARISONS: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
};

const FUNCTIONS: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  startswith: (a, b) => a.startsWith(b),
  endswith: (a, b) => a.endsWith(b),
  contains: (a, b) => a.includes(b),
};

/**
 * Reads an OData filter over `name` and `description`: comparisons and functions of texts, `and`, `or`, `not` and
 * parentheses. Throws a 400 that names what it does not know.
 */
export function readFilter(text: string): Filter {
  const reader = new Reader([...text.matchAll(TOKEN)].map((match) => match[1] ?? ''));
  const filter = either(reader);
  const rest = reader.peek();
  if (rest !== undefined) {
    throw invalid(`'${rest}' is not expected there`);
  }
  return filter;
}

function either(reader: Reader): Filter {
  const parts = [both(reader)];
  while (reader.take('or')) {
    parts.push(both(reader));
  }
  return (entry) => parts.some((part) => part(entry));
}

function both(reader: Reader): Filter {
  const parts = [single(reader)];
  while (reader.take('and')) {
    parts.push(single(reader));
  }
  return (entry) => parts.every((part) => part(entry));
}

function single(reader: Reader): Filter {
  if (reader.take('not')) {
    const inner = single(reader);
    return (entry) => !inner(entry);
  }
  if (reader.take('(')) {
    const inner = either(reader);
    reader.expect(')');
    return inner;
  }
  const word = reader.next();
  const call = lookUp(FUNCTIONS, word);
  if (call) {
    reader.expect('(');
    const field = fieldOf(reader.next());
    reader.expect(',');
    const value = textOf(reader.next());
    reader.expect(')');
    return (entry) => call(entry[field], value);
  }
  if (reader.peek() === '(') {
    throw invalid(`the function '${word}' is not supported`);
  }
  const field = fieldOf(word);
  const operator = reader.next();
  const compare = lookUp(COMPARISONS, operator);
  if (!compare) {
    throw invalid(`the operator '${operator}' is not supported`);
  }
  const value = textOf(reader.next());
  return (entry) => compare(entry[field], value);
}

function lookUp<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function fieldOf(word: string): 'name' | 'description' {
  if (word !== 'name' && word !== 'description') {
    throw invalid(`'${word}' is not a property that can be filtered; name and description are`);
  }
  return word;
}

function textOf(word: string): string {
  if (!/^'.*'$/s.test(word)) {
    throw invalid(`${word} is not a text in single quotes`);
  }
  return word.slice(1, -1).replaceAll("''", "'");
}

function invalid(why: string): Refusal {
  return new Refusal(400, 'BadRequest', `Invalid $filter: ${why}.`);
}

/** The words of a filter, one after the other. */
class Reader {
  #at = 0;

  constructor(private readonly words: readonly string[]) {}

  peek(): string | undefined {
    return this.words[this.#at];
  }

  next(): string {
    const word = this.words[this.#at++];
    if (word === undefined) {
      throw invalid('it ends too early');
    }
    return word;
  }

  take(word: string): boolean {
    const found = this.peek() === word;
    this.#at += found ? 1 : 0;
    return found;
  }

  expect(word: string): void {
    if (!this.take(word)) {
      throw invalid(`'${word}' is expected, not ${this.peek() === undefined ? 'the end' : `'${this.peek()}'`}`);
    }
  }
}
