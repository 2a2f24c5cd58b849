import { readScript, textAt } from './script';

/** A part of a query that can be run by itself. */
interface Statement {
  start: number;
  end: number;
  /** It prepares what others use: `let`, `declare`, `set`. */
  prepares: boolean;
}

/** Statements end at a semicolon, or at an empty line that no pipe follows. */
function statements(kql: string): Statement[] {
  const script = readScript(kql);
  const found: Statement[] = [];
  let from = 0;
  const push = (to: number) => {
    const [first, last] = [script.tokens[from], script.tokens[to - 1]];
    if (first && last && to > from) {
      const prepares = ['let', 'declare', 'set', 'alias', 'pattern'].includes(textAt(script, from));
      found.push({ start: first.start, end: last.end, prepares });
    }
  };
  for (let i = 0; i < script.tokens.length; i++) {
    const close = script.partner[i] ?? -1;
    if (close > i) {
      i = close;
    }
    const [here, next] = [script.tokens[i], script.tokens[i + 1]];
    const gap = here && next ? kql.slice(here.end, next.start) : '';
    if (here?.text === ';' || (/\n[ \t\r]*\n/.test(gap) && begins(here?.text ?? '', next?.text ?? ''))) {
      push(i + 1);
      from = i + 1;
    }
  }
  push(script.tokens.length);
  return found;
}

/** Tells whether what follows an empty line is a new statement: not after or before something that joins the two. */
function begins(before: string, after: string): boolean {
  return !/^([|=,(<>+*/-]|==|and|or|by|on|with)$/.test(before) && !/^([|=,)<>+*/-]|==|and|or|by|on)$/.test(after);
}

/**
 * What "run the statement under the caret" runs: that statement, with the lets before it. A caret in a let runs the
 * statement that follows. Undefined for a query without any.
 */
export function statementAt(kql: string, offset: number): string | undefined {
  const all = statements(kql);
  const target = targetAt(all, offset);
  if (!target) {
    return undefined;
  }
  const before = all.filter(({ prepares, start }) => prepares && start < target.start);
  return [...before, target].map(({ start, end }) => kql.slice(start, end)).join('\n');
}

function targetAt(all: readonly Statement[], offset: number): Statement | undefined {
  const runs = all.filter(({ prepares }) => !prepares);
  return runs.find(({ end }) => offset <= end) ?? runs.at(-1);
}

/** Where the statement ends that `statementAt` would run; the end of a query without any. */
export function statementEnd(kql: string, offset: number): number {
  return targetAt(statements(kql), offset)?.end ?? kql.length;
}

/** The query that counts the rows of another one. A `render` at its end, which counts nothing, is left out. */
export function counting(kql: string): string {
  const script = readScript(kql);
  const top = script.pipelines.filter(({ parent, name }) => !parent && !name).at(-1);
  const last = top?.stages.at(-1);
  const rendered = last?.operator === 'render' && last.from > 0;
  let end = rendered ? last.from - 1 : script.tokens.length;
  while (textAt(script, end - 1) === ';') {
    end--;
  }
  const to = script.tokens[end - 1]?.end ?? 0;
  return `${kql.slice(0, to)}\n| count`;
}
