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
  text.enter();
  while (text.more()) {
    const key = text.key();
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
  text.enter();
  while (text.more()) {
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

  /** Steps into the object or array ahead. */
  enter(): void {
    this.peek();
    this.#at++;
  }

  /** Whether a member or an element follows; if none does, steps out. */
  more(): boolean {
    if (this.peek() === ',') {
      this.#at++;
    }
    const ends = this.peek() === ']' || this.peek() === '}';
    this.#at += ends ? 1 : 0;
    return !ends;
  }

  /** The key ahead, quoted as written, and the colon behind it. */
  key(): string {
    const key = this.value();
    this.peek();
    this.#at++;
    return key;
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
