import { REASONS } from '../english/builder';
import { unquote } from '../kql/literal';
import { readScript } from '../kql/script';

import { Cursor, Unreadable } from './cursor';
import { spellName } from './spelling';
import { isString } from './string';

/** A column, or a key in one: `tostring(parse_json(AdditionalFields).Process['a b'])`. */
export interface Operand {
  /** What makes a value of a key, such as `tostring`. */
  cast?: string;
  /** What reads a text as JSON. */
  parse?: string;
  /** As KQL spells it. */
  column: string;
  /** As KQL spells them: `.Process`, `['a b']`, `[0]`. */
  steps: string[];
}

/** What makes a value of a key, and that value's type. */
export const CASTS: Readonly<Record<string, string>> = {
  tostring: 'string',
  tolong: 'long',
  toint: 'int',
  todouble: 'real',
  toreal: 'real',
  tobool: 'bool',
  todatetime: 'datetime',
  toguid: 'guid',
};

const PARSES = ['parse_json', 'todynamic'];

export function spell({ cast, parse, column, steps }: Operand): string {
  const key = [parse ? `${parse}(${column})` : column, ...steps].join('');
  return cast ? `${cast}(${key})` : key;
}

/** Reads what a cursor stands before. */
export function readOperand(cursor: Cursor): Operand {
  const cast = cursor.text(1) === '(' && CASTS[cursor.word()] ? cursor.next() : undefined;
  if (cast) {
    cursor.next();
  }
  const parse = cursor.text(1) === '(' && PARSES.includes(cursor.word()) ? cursor.next() : undefined;
  if (parse) {
    cursor.next();
  }
  const column = readColumn(cursor);
  if (parse) {
    cursor.expect(')');
  }
  const steps = readSteps(cursor);
  if (cast) {
    cursor.expect(')');
  }
  return { ...(cast && { cast }), ...(parse && { parse }), column, steps };
}

/** A column by its name alone: `FileName`, `['two words']`. */
export function readColumn(cursor: Cursor): string {
  const word = cursor.word();
  if (word !== '' && cursor.text(1) === '(') {
    return cursor.refuse(REASONS.call(word));
  }
  if (word !== '' && word !== 'true' && word !== 'false') {
    return cursor.next();
  }
  if (cursor.text() === '[' && isString(cursor.peek(1)) && cursor.text(2) === ']') {
    return cursor.next() + cursor.next() + cursor.next();
  }
  return cursor.refuse(cursor.text() === '(' ? REASONS.brackets : REASONS.noColumn(cursor.text()));
}

function readSteps(cursor: Cursor): string[] {
  const steps: string[] = [];
  for (;;) {
    if (cursor.text() === '.' && cursor.word(1) !== '') {
      steps.push(cursor.next() + cursor.next());
    } else if (cursor.text() === '[' && isIndex(cursor) && cursor.text(2) === ']') {
      steps.push(cursor.next() + cursor.next() + cursor.next());
    } else {
      return steps;
    }
  }
}

function isIndex(cursor: Cursor): boolean {
  return isString(cursor.peek(1)) || /^\d+$/.test(cursor.text(1));
}

/** The parts of an operand as it is spelled; undefined for what is none. */
export function operandOf(kql: string): Operand | undefined {
  const script = readScript(kql);
  const cursor = new Cursor(script, 0, script.tokens.length);
  try {
    const operand = readOperand(cursor);
    return cursor.isDone() && script.comments.length === 0 ? operand : undefined;
  } catch (error) {
    if (error instanceof Unreadable) {
      return undefined;
    }
    throw error;
  }
}

/** The name that a spelled column has: `two words` of `['two words']`. */
export function nameOf(column: string): string {
  const quoted = /^\[(.*)\]$/s.exec(column)?.[1];
  return quoted === undefined ? column : unquote(quoted);
}

/** The keys of an operand as people type them: `Process.Name`. */
export function keysOf({ steps }: Operand): string {
  return steps.join('').replace(/^\./, '');
}

/** Steps of keys as people type them; what is no KQL is parted at its dots. */
export function stepsOf(keys: string): string[] {
  const text = keys.trim();
  if (text === '') {
    return [];
  }
  const read = operandOf(`x${text.startsWith('[') ? '' : '.'}${text}`);
  return read && !read.cast && !read.parse
    ? read.steps
    : text.split('.').map((key) => {
        const name = spellName(key);
        return name.startsWith('[') ? name : `.${name}`;
      });
}
