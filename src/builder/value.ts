import { REASONS } from '../english/builder';
import { literalOf } from '../explore/comparison';
import { quoteData, unquote } from '../kql/literal';
import { readScript } from '../kql/script';
import { referenceName } from '../kql/tokens';

import { Cursor } from './cursor';
import { spellText } from './spelling';
import { isString } from './string';

/** What makes a value of a type of a variable, which is put in as a text. */
const FROM_TEXT: Readonly<Record<string, string>> = {
  int: 'toint',
  long: 'tolong',
  real: 'todouble',
  decimal: 'todecimal',
  bool: 'tobool',
  datetime: 'todatetime',
  guid: 'toguid',
};
const CASTS = new Set(Object.values(FROM_TEXT));
const TYPED = /^(datetime|guid|decimal|real|double|long|int|bool)\([-\w:.+ ]+\)$/;
const ENDS = ['$__timeFrom', '$__timeTo'];
const AGO = /^(?:ago\(\s*)?(\d+(?:\.\d+)?(?:d|h|m|s))\s*(?:\)|ago)?$/;
const WHOLE_REFERENCE = /^(?:\$\w+|\$\{\w+(?:\.[^:^}]+)?(?::[^}]+)?\})$/;

/** Reads one value. What is computed is none. */
export function readValue(cursor: Cursor): string {
  const token = cursor.peek();
  switch (token?.kind) {
    case 'string':
      return isString(token) ? cursor.next() : cursor.refuse(REASONS.string);
    case 'number':
      return cursor.next();
    case 'reference':
      return ENDS.includes(token.text) ? readEnd(cursor) : readReference(cursor);
    case 'word':
      return readWord(cursor);
    case 'symbol':
      if (token.text === '-' && cursor.peek(1)?.kind === 'number' && cursor.touches(1)) {
        return cursor.next() + cursor.next();
      }
  }
  return cursor.refuse(REASONS.noValue(cursor.text()));
}

function readEnd(cursor: Cursor): string {
  const name = cursor.next();
  return cursor.take('(') && cursor.take(')') ? `${name}()` : cursor.refuse(REASONS.unexpected(cursor.text()));
}

export function readReference(cursor: Cursor): string {
  return cursor.peek()?.kind === 'reference' && cursor.text(1) !== '('
    ? cursor.next()
    : cursor.refuse(REASONS.noValue(cursor.text()));
}

function readWord(cursor: Cursor): string {
  const word = cursor.word();
  if (word === 'true' || word === 'false') {
    return cursor.next();
  }
  if (cursor.text(1) !== '(') {
    return cursor.refuse(REASONS.noValue(word));
  }
  const reference = CASTS.has(word) && cursor.peek(2)?.kind === 'reference';
  const known = reference || word === 'now' || word === 'ago' || TYPED.test(`${word}(0)`);
  if (!known) {
    return cursor.refuse(REASONS.call(word));
  }
  cursor.next();
  cursor.next();
  const inner = reference ? readReference(cursor) : cursor.until(')');
  const value = `${word}(${inner})`;
  const isRead = reference || value === 'now()' || /^ago\(\d+(\.\d+)?[a-z]+\)$/.test(value) || TYPED.test(value);
  return isRead && cursor.take(')') ? value : cursor.refuse(REASONS.unexpected(cursor.text()));
}

/** A value as people read it: the text of a string, the inside of `datetime(…)`. */
export function textOf(value: string): string {
  const [token] = readScript(value).tokens;
  if (token?.kind === 'string') {
    return unquote(value);
  }
  const [, call = '', inner = ''] = /^(\w+)\((.*)\)$/s.exec(value) ?? [];
  return TYPED.test(value) || CASTS.has(call) ? inner : value;
}

/**
 * What people type as a value of a type; undefined where it is none. A text that is a variable's name and nothing else is
 * that variable; a part of a text that names one is filled in as Grafana fills it in.
 */
export function valueOf(
  type: string | undefined,
  text: string,
  isVariable: (name: string) => boolean
): string | undefined {
  const trimmed = text.trim();
  if (WHOLE_REFERENCE.test(trimmed) && isVariable(referenceName(trimmed))) {
    const cast = FROM_TEXT[type ?? ''];
    return cast ? `${cast}(${trimmed})` : trimmed;
  }
  if (type === 'datetime') {
    return momentOf(trimmed);
  }
  return isText(type) ? spellText(text) : literalOf(type ?? '', trimmed);
}

/** A value that comes of the data: nothing in it is a variable. */
export function dataValue(type: string | undefined, text: string): string | undefined {
  return isText(type) ? quoteData(text) : valueOf(type, text, () => false);
}

function isText(type: string | undefined): boolean {
  return type === undefined || type === 'string' || type === 'dynamic';
}

function momentOf(text: string): string | undefined {
  const ago = AGO.exec(text)?.[1];
  if (ago) {
    return `ago(${ago})`;
  }
  const end = /^(\$__time(?:From|To)|now)\(\s*\)$/.exec(text)?.[1];
  return end ? `${end}()` : literalOf('datetime', text);
}
