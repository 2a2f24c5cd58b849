import { REASONS } from '../english/builder';

import type { Cursor } from './cursor';
import { readColumn, readOperand, spell } from './operand';
import { isCalled, OPERATORS, TIME_FILTER } from './operators';
import type { Condition, Group } from './outline';
import { readReference, readValue } from './value';

/** Reads what stands behind `where`: conditions that are joined in one way. */
export function readGroup(cursor: Cursor): Group {
  const conditions = [readCondition(cursor)];
  let joint: string | undefined;
  while (!cursor.isDone()) {
    const word = cursor.text();
    if (word !== 'and' && word !== 'or') {
      cursor.refuse(REASONS.unexpected(word));
    }
    if (joint !== undefined && joint !== word) {
      cursor.refuse(REASONS.mixed);
    }
    joint = cursor.next();
    conditions.push(readCondition(cursor));
  }
  return { any: joint === 'or', conditions };
}

function readCondition(cursor: Cursor): Condition {
  const called = cursor.text(1) === '(' ? cursor.text() : '';
  if (isCalled(called) && OPERATORS[called]) {
    return readCalled(cursor);
  }
  if (called.startsWith('$')) {
    return cursor.refuse(REASONS.macro(called));
  }
  const column = spell(readOperand(cursor));
  const operator = readOperator(cursor);
  return { column, operator, values: readValues(cursor, operator) };
}

/** `isempty(FileName)`, `$__timeFilter()`, `$__in(DeviceName, $device)`. */
function readCalled(cursor: Cursor): Condition {
  const operator = cursor.next();
  cursor.next();
  const isBare = operator === TIME_FILTER && cursor.text() === ')';
  const column = isBare ? '' : operator.startsWith('$') ? readColumn(cursor) : spell(readOperand(cursor));
  const values: string[] = [];
  if (OPERATORS[operator] === 'selection') {
    cursor.expect(',');
    values.push(readReference(cursor));
  }
  cursor.expect(')');
  return { column, operator, values };
}

function readOperator(cursor: Cursor): string {
  const [first, second] = [cursor.text(), cursor.text(1)];
  const negated = first === '!' && cursor.word(1) !== '' && cursor.touches(1);
  const word = negated ? first + second : first;
  const after = negated ? 2 : 1;
  const loose = cursor.text(after) === '~' && cursor.touches(after);
  const name = word === 'matches' && second === 'regex' ? 'matches regex' : loose ? `${word}~` : word;
  if (!OPERATORS[name] || isCalled(name)) {
    return cursor.refuse(REASONS.noOperator(name === 'and' || name === 'or' ? '' : name));
  }
  const length = after + (loose || name === 'matches regex' ? 1 : 0);
  for (let i = 0; i < length; i++) {
    cursor.next();
  }
  return name;
}

function readValues(cursor: Cursor, operator: string): string[] {
  const takes = OPERATORS[operator];
  if (takes === 'one') {
    return [readValue(cursor)];
  }
  cursor.expect('(');
  const values = [readValue(cursor)];
  if (takes === 'pair') {
    cursor.expect('..');
    values.push(readValue(cursor));
  }
  while (takes === 'list' && cursor.take(',')) {
    values.push(readValue(cursor));
  }
  cursor.expect(')');
  return values;
}
