/** Texts taken apart: CSV records, command lines, code points. */
import { fromJson, ofKnown, type Scripted } from './scripted';

/** The fields of the first record; quotes may hold commas, line ends and doubled quotes. */
export function parseCsv(text: string): string[] {
  const fields: string[] = [];
  let [field, quoted] = ['', false];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quoted) {
      if (character !== '"') {
        field += character;
      } else if (text.charAt(at + 1) === '"') {
        field += '"';
        at++;
      } else {
        quoted = false;
      }
    } else if (character === '"' && field === '') {
      quoted = true;
    } else if (character === ',') {
      fields.push(field);
      field = '';
    } else if (character === '\n' || character === '\r') {
      break;
    } else {
      field += character;
    }
  }
  return [...fields, field];
}

/**
 * Arguments as `CommandLineToArgvW` splits them: the program's name ends at its quote or the first blank and knows no
 * escapes; later 2n backslashes before a quote are n, 2n+1 are n and the quote itself; `""` inside quotes is a quote.
 */
export function parseCommandLine(line: string): string[] {
  const program = /^"([^"]*)"?|^[^ \t]*/.exec(line);
  const first = program?.[1] ?? program?.[0] ?? '';
  const rest = line.slice(program?.[0].length ?? 0);
  return [first, ...laterArguments(rest)];
}

function laterArguments(line: string): string[] {
  const found: string[] = [];
  let [current, inside, started] = ['', false, false];
  const pieces = line.match(/\\+"?|"|[ \t]|[^\\" \t]+/g) ?? [];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at]!;
    if (/^[ \t]$/.test(piece) && !inside) {
      if (started) {
        found.push(current);
      }
      [current, started] = ['', false];
      continue;
    }
    started = true;
    if (piece === '"') {
      if (inside && pieces[at + 1] === '"') {
        current += '"';
        at++;
      }
      inside = !inside;
    } else if (piece.startsWith('\\') && piece.endsWith('"')) {
      const slashes = piece.length - 1;
      current += '\\'.repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) {
        current += '"';
      } else {
        pieces.splice(at + 1, 0, '"');
      }
    } else {
      current += piece;
    }
  }
  return started ? [...found, current] : found;
}

/** Each text in turn, in what the ones before it have left; a rewrite that is no text leaves the match as it is. */
function replaceStrings(text: string, lookups: unknown, rewrites: unknown): string | null {
  if (!Array.isArray(lookups) || !Array.isArray(rewrites) || lookups.length !== rewrites.length) {
    return null;
  }
  let parts: { text: string; done: boolean }[] = [{ text, done: false }];
  lookups.forEach((lookup: unknown, index) => {
    if (typeof lookup === 'string' && lookup !== '') {
      const rewrite: unknown = rewrites[index];
      const found = { text: typeof rewrite === 'string' ? rewrite : lookup, done: true };
      parts = parts.flatMap((part) => (part.done ? [part] : between(part.text.split(lookup), found)));
    }
  });
  return parts.map((part) => part.text).join('');
}

function between(texts: string[], found: { text: string; done: boolean }): { text: string; done: boolean }[] {
  return texts.flatMap((text, index) => [...(index > 0 ? [found] : []), { text, done: false }]);
}

/** Null where one of them is no code point. */
function fromCodePoints(list: unknown): string | null {
  const valid = (code: unknown) =>
    Number.isInteger(code) &&
    (code as number) >= 0 &&
    (code as number) <= 0x10ffff &&
    ((code as number) & ~0x7ff) !== 0xd800;
  return Array.isArray(list) && list.every(valid) ? String.fromCodePoint(...(list as number[])) : null;
}

const codePoints = (text: string) => Array.from(text, (character) => character.codePointAt(0)!);

export const TEXTS: Record<string, Scripted> = {
  parse_csv: ofKnown((text) => JSON.stringify(parseCsv(text!))),
  parse_command_line: ofKnown((line) => (line === '' ? null : JSON.stringify(parseCommandLine(line!)))),
  codepoints: ofKnown((text) => JSON.stringify(codePoints(text!))),
  from_codepoints: ofKnown((list) => fromCodePoints(fromJson(list!))),
  replace_strings: ofKnown((text, lookups, rewrites) => replaceStrings(text!, fromJson(lookups!), fromJson(rewrites!))),
  utf8: ofKnown((text) => JSON.stringify([...Buffer.from(text!)])),
};
