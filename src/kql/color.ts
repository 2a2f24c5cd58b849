import type { Knowledge } from './knowledge';
import { type Token, tokens } from './tokens';

/** Where a color begins on a line; `scopes` is a name that Monaco's themes know. */
export interface ColoredToken {
  startIndex: number;
  scopes: string;
}

/** What an earlier line leaves open: the marks of a string of several lines, or ''. */
export type OpenString = '' | '```' | '~~~';

const WORDS = new Set(
  'and,or,not,by,on,asc,desc,nulls,first,last,kind,true,false,null,step,default,with,to,typeof,as,of'.split(',')
);

/** Colors one line of KQL. The state is what the line before has left open. */
export function colorLine(
  line: string,
  open: OpenString,
  knowledge: Knowledge
): { tokens: ColoredToken[]; open: OpenString } {
  const known = names(knowledge);
  const all = tokens(open + line);
  const last = all.at(-1);
  const colored = all.map((token) => ({
    startIndex: Math.max(token.start - open.length, 0),
    scopes: scopeOf(token, known),
  }));
  return { tokens: colored, open: last ? left(last) : '' };
}

function left({ kind, text }: Token): OpenString {
  const mark = kind === 'string' ? /^[hH]?@?(```|~~~)/.exec(text)?.[1] : undefined;
  const isOpen = mark && (text.length < 2 * mark.length || !text.endsWith(mark));
  return isOpen ? (mark as OpenString) : '';
}

interface Names {
  tables: Pick<ReadonlyMap<string, unknown>, 'has'>;
  operators: ReadonlySet<string>;
  functions: ReadonlySet<string>;
}

const cache = new WeakMap<Knowledge, Names>();

function names(knowledge: Knowledge): Names {
  const there = cache.get(knowledge);
  if (there) {
    return there;
  }
  const { operators, sources, comparisons, joinKinds, scalars, aggregates, defender, plugins } = knowledge;
  const phrases = [...operators, ...sources, ...comparisons, ...joinKinds].flatMap(({ name }) => name.split(' '));
  const callables = [...scalars, ...aggregates, ...defender, ...plugins].map(({ name }) => name);
  const made = { tables: knowledge.tables, operators: new Set([...phrases, ...WORDS]), functions: new Set(callables) };
  cache.set(knowledge, made);
  return made;
}

function scopeOf({ kind, text }: Token, { tables, operators, functions }: Names): string {
  if (kind === 'word') {
    return tables.has(text)
      ? 'type'
      : operators.has(text)
        ? 'keyword'
        : functions.has(text)
          ? 'predefined'
          : 'identifier';
  }
  return {
    space: '',
    symbol: 'delimiter',
    reference: 'variable',
    string: 'string',
    comment: 'comment',
    number: 'number',
  }[kind];
}
