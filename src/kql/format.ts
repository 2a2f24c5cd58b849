import { readScript, type Script } from './script';
import { type Token, tokens } from './tokens';

const WIDTH = 2;

/** Written without a space before them. */
const CLOSES = new Set([')', ']', ',', ';', '.']);
/** Written without a space after them. */
const OPENS = new Set(['(', '[', '.']);
const BINARY = new Set(['==', '!=', '=~', '!~', '<=', '>=', '<', '>', '=', '+', '*', '/', '%', '<>', '=>']);

/**
 * Writes each stage on a line of its own and puts one space where the query has several or, around an operator, none.
 * It changes spaces and line breaks only: every token keeps its text and its order. A query whose brackets don't
 * match stays as it is.
 */
export function format(kql: string): string {
  const script = readScript(kql);
  if (
    script.tokens.some(({ kind, text }, i) => kind === 'symbol' && /^[()[\]{}]$/.test(text) && script.partner[i] === -1)
  ) {
    return kql;
  }
  const broken = new Set(breaks(script).map((i) => script.tokens[i]?.start));
  const all = tokens(kql).filter(({ kind }) => kind !== 'space');
  let text = '';
  let depth = 0;
  all.forEach((token, i) => {
    const before = all[i - 1];
    const closing = /^[)\]}]$/.test(token.text) && token.kind === 'symbol';
    depth -= closing ? 1 : 0;
    if (before) {
      text += gap(kql, { before, token, next: all[i + 1] }, { breaks: broken.has(token.start), depth });
    }
    text += token.text;
    depth += /^[([{]$/.test(token.text) && token.kind === 'symbol' ? 1 : 0;
  });
  return text;
}

/** The pipes that begin a line: all of them, but for a short pipeline in brackets that the author wrote on one line. */
function breaks(script: Script): number[] {
  return script.tokens.flatMap(({ text }, i) => {
    const home = script.home[i];
    if (text !== '|' || !home) {
      return [];
    }
    const { stages } = home.pipeline;
    const [first, last] = [script.tokens[stages[0]?.from ?? 0], script.tokens[(stages.at(-1)?.to ?? 1) - 1]];
    const inside = home.pipeline.parent !== undefined;
    const short =
      first && last && last.end - first.start < 60 && !script.kql.slice(first.start, last.end).includes('\n');
    return inside && short ? [] : [i];
  });
}

interface Place {
  before: Token;
  token: Token;
  next: Token | undefined;
}

function gap(kql: string, place: Place, { breaks, depth }: { breaks: boolean; depth: number }): string {
  const { before, token } = place;
  const written = kql.slice(before.end, token.start);
  const lines = (written.match(/\n/g) ?? []).length;
  if (before.kind === 'comment' || breaks || lines > 0) {
    // An author's own line breaks stay, at most one empty line of them.
    return '\n'.repeat(Math.min(Math.max(lines, 1), 2)) + ' '.repeat(WIDTH * indent(place, depth));
  }
  return spaced(place, written) ? ' ' : '';
}

function indent({ before, token }: Place, depth: number): number {
  const own = token.text === '|' || /^[)\]}]$/.test(token.text) || before.text === ';' || before.kind === 'comment';
  return depth > 0 ? depth : own || token.kind === 'comment' ? 0 : continues(before, token) ? 1 : 0;
}

/** Tells whether a line goes on with what the line before has begun. */
function continues(before: Token, token: Token): boolean {
  return (
    before.text === ',' || BINARY.has(before.text) || /^(and|or|by|on|\+|-)$/.test(token.text) || before.text === '|'
  );
}

function spaced({ before, token }: Place, written: string): boolean {
  const was = written !== '';
  if (token.kind === 'comment') {
    return true;
  }
  if (isSymbol(token, CLOSES) || isSymbol(before, OPENS)) {
    return false;
  }
  if (isSymbol(before, new Set([',', ';']))) {
    return true;
  }
  if (isSymbol(token, BINARY) || isSymbol(before, BINARY) || token.text === '|' || before.text === '|') {
    return !isSigned(before, token, was);
  }
  return was;
}

/** `5 / -2`: a sign stays beside its number, and `*` alone, as in arg_max(a, *), has nothing to part. */
function isSigned(before: Token, token: Token, was: boolean): boolean {
  return !was && (before.text === '*' || token.text === '*' || before.text === '%' || token.text === '%');
}

function isSymbol(token: Token, among: ReadonlySet<string>): boolean {
  return token.kind === 'symbol' && among.has(token.text);
}
