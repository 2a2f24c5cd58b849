import { escapeString } from './literal';

/** A column's or table's name in KQL, so that it stays one name whatever it holds. */
export function quoteName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `['${escapeString(name)}']`;
}
