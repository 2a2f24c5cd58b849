import { columnsAt } from './columnsAt';
import type { Callable, Knowledge } from './knowledge';
import { readScript, type Script, textAt, wordAt } from './script';

/** What is known of the word at a place: a headline in code, and a sentence. */
export interface Explanation {
  start: number;
  end: number;
  code: string;
  text: string;
}

/** A call that is being written, and which of its arguments the caret is in. */
export interface Call {
  label: string;
  parameters: string[];
  active: number;
  text: string;
}

/** What the word under the pointer means; undefined where nothing is known of it. */
export function explain(kql: string, offset: number, knowledge: Knowledge): Explanation | undefined {
  const script = readScript(kql);
  const at = script.tokens.findIndex(({ start, end }) => start <= offset && offset < end);
  const token = script.tokens[at];
  const found = token && (token.kind === 'word' || token.kind === 'reference') && meaning(script, at, knowledge);
  return found ? { start: token.start, end: token.end, ...found } : undefined;
}

function meaning(script: Script, at: number, knowledge: Knowledge): Pick<Explanation, 'code' | 'text'> | undefined {
  const text = textAt(script, at);
  const home = script.home[at];
  const isOperator = home?.pipeline.stages[home.stage]?.from === at && at > 0;
  const operator = isOperator && knowledge.operators.find(({ name }) => name === text);
  if (operator) {
    return { code: operator.form, text: operator.description };
  }
  const called = textAt(script, at + 1) === '(' || text.startsWith('$');
  const callable = called && callables(knowledge).find(({ name }) => name === text);
  if (callable) {
    return { code: signature(callable), text: callable.description };
  }
  const column = home && columnsAt({ script, knowledge }, home.pipeline, home.stage).find(({ name }) => name === text);
  if (column) {
    return { code: `${column.name}: ${column.type}`, text: column.description };
  }
  const instead = knowledge.retired.get(text);
  const table = knowledge.tables.get(instead ?? text);
  if (table) {
    const dated = table.timeColumn ? `${table.columns.length} columns, dated by ${table.timeColumn}` : 'a snapshot';
    return { code: instead ? `${text} → ${instead}` : text, text: `${table.description} (${dated})` };
  }
  const word = [...knowledge.comparisons, ...knowledge.joinKinds, ...knowledge.sources].find(
    ({ name }) => name === text
  );
  return word && { code: word.form, text: word.description };
}

/** The call around a place; undefined outside of any that is known. */
export function callAt(kql: string, offset: number, knowledge: Knowledge): Call | undefined {
  const script = readScript(kql);
  let depth = 0;
  let active = 0;
  for (let i = lastBefore(script, offset); i > 0; i--) {
    const text = textAt(script, i);
    if (depth === 0 && text === '(') {
      const name = script.tokens[i - 1]?.kind === 'reference' ? textAt(script, i - 1) : wordAt(script, i - 1);
      const found = callables(knowledge).find((callable) => callable.name === name);
      return (
        found && {
          label: signature(found),
          parameters: found.parameters,
          active: capped(found, active),
          text: found.description,
        }
      );
    }
    depth += /^[)\]}]$/.test(text) ? 1 : /^[([{]$/.test(text) ? -1 : 0;
    active += depth === 0 && text === ',' ? 1 : 0;
    if (depth < 0 || text === ';') {
      return undefined;
    }
  }
  return undefined;
}

function lastBefore(script: Script, offset: number): number {
  return script.tokens.findLastIndex(({ start, end }) => end <= offset || start < offset);
}

/** A parameter `…` may be repeated. */
function capped({ parameters }: Callable, active: number): number {
  return parameters.at(-1) === '…' ? Math.min(active, parameters.length - 1) : active;
}

function callables(knowledge: Knowledge): Callable[] {
  const { scalars, aggregates, defender, plugins, macros } = knowledge;
  return [...scalars, ...aggregates, ...defender, ...plugins, ...macros];
}

function signature({ name, parameters, type }: Callable): string {
  const isCalled = parameters.length > 0 || !name.startsWith('$');
  return `${name}${isCalled ? `(${parameters.join(', ')})` : ''}: ${type}`;
}
