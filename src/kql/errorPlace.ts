import { type Token, tokens } from './tokens';

/** Where the service says that a query is wrong: a name, or a line and position that count from 1, in the KQL as sent. */
interface Clue {
  name?: string;
  line?: number;
  position?: number;
}

/** A mistake's place in the query as it is written, half open. */
export interface Place {
  start: number;
  end: number;
}

/**
 * Finds what a sentence of the service is about in the query before macros and variables were written out. Neither
 * brings line breaks, so that a line is the same in both; the position in it is only where nothing before it changes.
 * Undefined where the sentence says nothing of a place.
 */
export function errorPlace(kql: string, message: string): Place | undefined {
  const clue = read(message);
  const all = tokens(kql);
  const named = clue.name ? all.filter((token) => isNamed(token, clue.name ?? '')) : [];
  const line = clue.line === undefined ? undefined : lineAt(kql, clue.line);
  if (line) {
    const onLine = named.find(({ start }) => start >= line.start && start <= line.end);
    const exact = clue.position === undefined ? undefined : atPosition(kql, line.start + clue.position - 1, line, all);
    return exact && (!clue.name || kql.startsWith(clue.name, exact.start))
      ? exact
      : (onLine ?? exact ?? inked(kql, line));
  }
  const [first] = named;
  return first && { start: first.start, end: first.end };
}

/** The first place of a name in the query, outside strings and comments. */
export function namePlace(kql: string, name: string): Place | undefined {
  const found = tokens(kql).find((token) => isNamed(token, name));
  return found && { start: found.start, end: found.end };
}

/**
 * A place of the KQL as sent, in the query before macros and variables were written out. Only what both have in common
 * is trusted: the text up to the place, the text from it on, or the same token the same number of times in the line.
 */
export function sourcePlace(kql: string, sent: string, { start, end }: Place): Place | undefined {
  if (start >= end || end > sent.length) {
    return undefined;
  }
  if (kql.startsWith(sent.slice(0, end))) {
    return { start, end };
  }
  const moved = kql.length - sent.length;
  if (start + moved >= 0 && kql.endsWith(sent.slice(start))) {
    return { start: start + moved, end: end + moved };
  }
  const text = sent.slice(start, end);
  const number = sent.slice(0, start).split('\n').length;
  const [there, here] = [sent, kql].map((each) => onLine(each, number, text));
  const which = there?.findIndex((token) => token.start === start) ?? -1;
  const token = there?.length === here?.length ? here?.[which] : undefined;
  return token && { start: token.start, end: token.end };
}

/** The tokens of a line, which counts from 1, that have a text. */
function onLine(kql: string, number: number, text: string): Token[] {
  const line = lineAt(kql, number);
  return tokens(kql).filter(
    (token) => line && token.text === text && token.start >= line.start && token.end <= line.end
  );
}

function read(message: string): Clue {
  const name =
    /(?:named|operator|function|table|column|name|token):? ['"]([^'"]+)['"]/i.exec(message)?.[1] ??
    /Token=(\S+?),/.exec(message)?.[1] ??
    /could not be parsed at ['"](.+?)['"]/.exec(message)?.[1] ??
    /['"]([A-Za-z_]\w*)['"]/.exec(message)?.[1];
  const [, line, position] =
    /\[?line[,:]?\s*(?:position\]?\s*=?\s*)?\[?(\d+)[,:]\s*(?:position\s*)?(\d+)\]?/i.exec(message) ?? [];
  return { name, line: line ? Number(line) : undefined, position: position ? Number(position) : undefined };
}

function isNamed({ kind, text }: Token, name: string): boolean {
  return (kind === 'word' || kind === 'symbol' || kind === 'number') && text === name;
}

function lineAt(kql: string, number: number): Place | undefined {
  const lines = kql.split('\n');
  if (number < 1 || number > lines.length) {
    return undefined;
  }
  const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  return { start, end: start + (lines[number - 1]?.length ?? 0) };
}

/** The token at a position of a line; undefined where a macro or variable before it moves the position. */
function atPosition(kql: string, offset: number, line: Place, all: Token[]): Place | undefined {
  const moved = all.some(
    ({ kind, text, start }) =>
      start >= line.start && start < offset && (kind === 'reference' || /^["'@h].*\$\{?\w/.test(text))
  );
  const token = all.find(({ kind, start, end }) => kind !== 'space' && start <= offset && offset < end);
  if (moved || offset > line.end) {
    return undefined;
  }
  return token ? { start: token.start, end: token.end } : inked(kql, line);
}

/** A line without the spaces around it. */
function inked(kql: string, { start, end }: Place): Place {
  const text = kql.slice(start, end);
  const from = start + text.length - text.trimStart().length;
  return { start: from, end: Math.max(from + text.trim().length, from) };
}
