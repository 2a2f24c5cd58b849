/** A dynamic value as Graph writes it: the value's own JSON, and the sidecar type that precedes its name, if any. */
export interface GraphDynamic {
  json: string;
  sidecar: string | undefined;
}

const OBJECT_TYPE = '"@odata.type":"#microsoft.graph.security.dynamicColumnValue"';
const COLLECTION = '#Collection(String)';

/**
 * Rewrites the JSON of a dynamic value into what captures of Graph show: every object carries an inner type key, an
 * array that holds objects becomes an array of JSON strings under a `#Collection(String)` sidecar. Works on the text,
 * so that no digit of a long number is lost.
 *
 * @param json valid JSON
 */
export function graphDynamic(json: string): GraphDynamic {
  return rewrite(new JsonText(json));
}

function rewrite(text: JsonText): GraphDynamic {
  switch (text.peek()) {
    case '{':
      return { json: rewriteObject(text), sidecar: undefined };
    case '[':
      return rewriteArray(text);
    default:
      return { json: text.value(), sidecar: undefined };
  }
}

function rewriteObject(text: JsonText): string {
  const parts = [OBJECT_TYPE];
  for (const key of text.members()) {
    const { json, sidecar } = rewrite(text);
    if (sidecar) {
      parts.push(`${key.slice(0, -1)}@odata.type":"${sidecar}"`);
    }
    parts.push(`${key}:${json}`);
  }
  return `{${parts.join(',')}}`;
}

function rewriteArray(text: JsonText): GraphDynamic {
  const elements: string[] = [];
  let strings = false;
  for (const _ of text.elements()) {
    const nested = text.peek() === '{' || text.peek() === '[';
    strings ||= nested || text.peek() === '"';
    const element = text.value();
    elements.push(nested ? JSON.stringify(element) : element);
  }
  return { json: `[${elements.join(',')}]`, sidecar: strings ? COLLECTION : undefined };
}

/** Walks over JSON text value by value, keeping each value's own characters. */
class JsonText {
  #at = 0;

  constructor(private readonly text: string) {}

  /** The first character of the next value. */
  peek(): string {
    while (/\s/.test(this.text.charAt(this.#at))) {
      this.#at++;
    }
    return this.text.charAt(this.#at);
  }

  /** The keys of the object ahead, quoted as written; the caller reads the value after each. */
  *members(): Generator<string> {
    for (const _ of this.elements()) {
      this.peek();
      const key = this.value();
      this.peek();
      this.#at++; // the colon
      yield key;
    }
  }

  /** One step for each element of the array ahead; the caller reads the element at each. */
  *elements(): Generator<void> {
    this.peek();
    this.#at++; // the opening bracket
    while (this.peek() !== ']' && this.peek() !== '}') {
      yield;
      if (this.peek() === ',') {
        this.#at++;
      }
    }
    this.#at++;
  }

  /** The whole next value, as written. */
  value(): string {
    const first = this.peek();
    const start = this.#at;
    if (first === '{' || first === '[') {
      this.#skipNested();
    } else if (first === '"') {
      this.#skipString();
    } else {
      while (this.#at < this.text.length && !/[\s,\]}]/.test(this.text.charAt(this.#at))) {
        this.#at++;
      }
    }
    return this.text.slice(start, this.#at);
  }

  #skipNested(): void {
    let depth = 0;
    do {
      const char = this.text.charAt(this.#at);
      if (char === '"') {
        this.#skipString();
        continue;
      }
      depth += char === '{' || char === '[' ? 1 : char === '}' || char === ']' ? -1 : 0;
      this.#at++;
    } while (depth > 0 && this.#at < this.text.length);
  }

  #skipString(): void {
    this.#at++;
    while (this.#at < this.text.length && this.text.charAt(this.#at) !== '"') {
      this.#at += this.text.charAt(this.#at) === '\\' ? 2 : 1;
    }
    this.#at++;
  }
}
