import levels from '../../pkg/schema/levels.json';
import { quote } from '../kql/literal';

import type { TypeOf } from './comparison';

/** Names that Grafana gives to the level of a log line, which the backend makes of a column. */
export const LEVEL_FIELDS = ['severity', 'level', 'detected_level'];

/**
 * The condition that a line has a level, by the column that the level is made of; undefined where the rows have no such
 * column, or have both. `pkg/schema` makes the level of the same file.
 */
export function levelCondition(level: string, isEqual: boolean, typeOf: TypeOf): string | undefined {
  const [severity, action] = ['Severity', 'ActionType'].map((column) => typeOf(column) === 'string');
  if (severity === action) {
    return undefined;
  }
  const column = severity ? 'Severity' : 'ActionType';
  const byWord: Record<string, string> = levels[column];
  const others = severity ? 'unknown' : 'info'; // what a word has that is not listed
  const condition =
    level === others
      ? `${column} !in (${list(byWord, (other) => other !== level)})`
      : `${column} in (${list(byWord, (other) => other === level)})`;
  const isListed = level === others || Object.values(byWord).includes(level);
  return isListed ? (isEqual ? condition : `not(${condition})`) : undefined;
}

function list(byWord: Record<string, string>, isWanted: (level: string) => boolean): string {
  return Object.keys(byWord)
    .filter((word) => isWanted(byWord[word] ?? ''))
    .map(quote)
    .join(', ');
}
