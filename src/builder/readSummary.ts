import { REASONS } from '../english/builder';

import type { Cursor } from './cursor';
import { FIGURES } from './figures';
import { readColumn, readOperand, spell } from './operand';
import { type Figure, type Key, type Summary, TIME_BIN } from './outline';

/** Reads what stands behind `summarize`. */
export function readSummary(cursor: Cursor): Summary {
  const figures: Figure[] = [];
  const keys: Key[] = [];
  if (cursor.word() !== 'by') {
    do {
      figures.push(readFigure(cursor));
    } while (cursor.take(','));
  }
  if (cursor.take('by')) {
    do {
      keys.push(readKey(cursor));
    } while (cursor.take(','));
  }
  return cursor.isDone()
    ? { kind: 'summary', figures, keys, filters: [] }
    : cursor.refuse(REASONS.unexpected(cursor.text()));
}

/** `Name =`, where one is given. */
function readName(cursor: Cursor): string {
  const isNamed = cursor.text(1) === '=' || (cursor.text() === '[' && cursor.text(3) === '=');
  if (!isNamed) {
    return '';
  }
  const name = readColumn(cursor);
  cursor.next();
  return name;
}

function readFigure(cursor: Cursor): Figure {
  const name = readName(cursor);
  const call = cursor.word();
  const takes = FIGURES[call];
  if (!takes || cursor.text(1) !== '(') {
    return cursor.refuse(REASONS.figure(cursor.text()));
  }
  cursor.next();
  cursor.next();
  const operands: string[] = [];
  takes.forEach((each, i) => {
    if (each === 'number?' && cursor.text() === ')') {
      return;
    }
    if (i > 0) {
      cursor.expect(',');
    }
    operands.push(...(each === 'column' ? [readTerm(cursor)] : each === 'rest' ? readRest(cursor) : [number(cursor)]));
  });
  cursor.expect(')');
  return { name, call, operands };
}

function readRest(cursor: Cursor): string[] {
  if (cursor.take('*')) {
    return ['*'];
  }
  const columns = [readTerm(cursor)];
  while (cursor.take(',')) {
    columns.push(readTerm(cursor));
  }
  return columns;
}

function readKey(cursor: Cursor): Key {
  const name = readName(cursor);
  if (cursor.text(1) !== '(' || (cursor.text() !== TIME_BIN && cursor.text() !== 'bin')) {
    return { name, column: readTerm(cursor) };
  }
  const call = cursor.next();
  cursor.next();
  if (call === TIME_BIN) {
    const column = cursor.text() === ')' ? '' : readColumn(cursor);
    cursor.expect(')');
    return { name, column, bin: TIME_BIN };
  }
  const column = readTerm(cursor);
  cursor.expect(',');
  const bin = cursor.text() === '$__interval' && cursor.text(1) !== '(' ? cursor.next() : number(cursor);
  cursor.expect(')');
  return { name, column, bin };
}

function readTerm(cursor: Cursor): string {
  return spell(readOperand(cursor));
}

/** A number or a length of time: `100`, `0.5`, `1h`. */
function number(cursor: Cursor): string {
  return cursor.peek()?.kind === 'number' ? cursor.next() : cursor.refuse(REASONS.noValue(cursor.text()));
}
