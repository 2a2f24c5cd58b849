/**
 * JSON taken apart without reading its numbers, so that a long of 19 digits and `1.0` stay as they are. The text is valid
 * JSON: it comes from DuckDB.
 */

/** The texts of an array's items, undefined for any other value. */
export function rawItems(json: string): string[] | undefined {
  return json.trimStart().startsWith('[') ? pieces(json) : undefined;
}

/** The texts of a bag's keys (decoded) and values, undefined for any other value. */
export function rawMembers(json: string): [key: string, value: string][] | undefined {
  if (!json.trimStart().startsWith('{')) {
    return undefined;
  }
  return pieces(json).map((piece) => {
    const end = endOfString(piece);
    return [JSON.parse(piece.slice(0, end)) as string, piece.slice(piece.indexOf(':', end) + 1).trim()];
  });
}

export function rawArray(items: string[]): string {
  return `[${items.join(',')}]`;
}

export function rawBag(members: Iterable<[key: string, value: string]>): string {
  return `{${[...members].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}

/** Where the string that begins at `from` ends. */
function endOfString(text: string, from = 0): number {
  for (let at = from + 1; ; at++) {
    if (text.charAt(at) === '"') {
      return at + 1;
    }
    at += text.charAt(at) === '\\' ? 1 : 0;
  }
}

/** What stands between the commas of the outermost brackets. */
function pieces(json: string): string[] {
  const text = json.trim().slice(1, -1);
  const found: string[] = [];
  let [start, depth] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') {
      at = endOfString(text, at) - 1;
    } else if (character === '[' || character === '{') {
      depth++;
    } else if (character === ']' || character === '}') {
      depth--;
    } else if (character === ',' && depth === 0) {
      found.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  const last = text.slice(start).trim();
  return last === '' ? found : [...found, last];
}
