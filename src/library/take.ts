import { statementEnd } from '../kql/statements';

/** How a hunt enters a query: beside what is there, or in its place. */
export type Way = 'insert' | 'replace';

/** A query's text and where the caret is in it, in UTF-16 units. */
export interface Place {
  kql: string;
  caret: number;
}

/** The query with a hunt in it, the caret at the hunt's first character. What is there is replaced only when asked. */
export function take({ kql, caret }: Place, hunt: string, way: Way): Place {
  if (way === 'replace' || kql.trim() === '') {
    return { kql: hunt, caret: 0 };
  }
  const end = statementEnd(kql, caret);
  const line = kql.indexOf('\n', end); // a comment may follow the statement on its line
  const at = line < 0 ? kql.length : line;
  const before = /\n[ \t]*$/.test(kql.slice(0, at)) ? '\n' : '\n\n';
  const rest = kql.slice(at);
  const after = rest.trim() === '' || /^\n[ \t]*\n/.test(rest) ? '' : '\n';
  return { kql: kql.slice(0, at) + before + hunt + after + rest, caret: at + before.length };
}
