import { columnsAt, type Scope } from './columnsAt';
import type { Callable, Column, Knowledge, Phrase } from './knowledge';
import { lets, readScript, type Script, textAt, wordAt } from './script';
import { contentOf, type Token, tokens } from './tokens';

export type SuggestionKind =
  'table' | 'column' | 'operator' | 'function' | 'keyword' | 'macro' | 'variable' | 'value' | 'name';

/** One entry of the completion list. `start` and `end` is what it replaces, in UTF-16 units of the query. */
export interface Suggestion {
  label: string;
  kind: SuggestionKind;
  /** What is written; the label if absent. `$0` is where the caret goes. */
  insert?: string;
  detail?: string;
  documentation: string;
  start: number;
  end: number;
  /** Lower comes first. */
  rank: number;
}

type Entry = Omit<Suggestion, 'start' | 'end' | 'rank'>;

const TAKES_TABLE = ['union', 'join', 'lookup', 'search', 'find', 'materialize'];

/** What can stand at a place of a query. `variables` are the dashboard's, without `$`. */
export function complete(
  kql: string,
  offset: number,
  knowledge: Knowledge,
  variables: readonly string[]
): Suggestion[] {
  const here = tokens(kql).find(({ start, end }) => start < offset && offset <= end);
  if (here?.kind === 'comment') {
    return [];
  }
  const start = /\$?\w*$/.exec(kql.slice(0, offset))?.[0].length ?? 0;
  const place = { start: offset - start, end: offset };
  const script = readScript(kql);
  const scope = { script, knowledge };
  if (here?.kind === 'string' && (offset < here.end || !isClosed(here))) {
    return [...actionTypes(scope, here), ...inString(kql, place, here, variables)];
  }
  const lists = kql[place.start] === '$' ? [filledIn(knowledge, variables)] : candidates(scope, place.start, variables);
  const seen = new Set<string>();
  return lists.flatMap((list, rank) =>
    list.filter(({ label }) => !seen.has(label) && seen.add(label)).map((entry) => ({ ...entry, ...place, rank }))
  );
}

function isClosed(token: Token): boolean {
  return contentOf(token).end < token.end;
}

function candidates(scope: Scope, start: number, variables: readonly string[]): Entry[][] {
  const { script, knowledge } = scope;
  const next = script.tokens.findIndex((token) => token.start >= start);
  const before = next < 0 ? script.tokens.length - 1 : next - 1;
  const [text, previous] = [textAt(script, before), textAt(script, before - 1)];
  if (text === '|') {
    return [knowledge.operators.map(operatorEntry)];
  }
  if (text === '=' && previous === 'kind') {
    return [knowledge.joinKinds.map(keywordEntry)];
  }
  if (text === 'invoke') {
    return [knowledge.defender.map(functionEntry)];
  }
  if (text === 'evaluate') {
    return [knowledge.plugins.map(functionEntry)];
  }
  if (isSource(script, before)) {
    const heads = knowledge.sources.map(keywordEntry);
    return [letNames(script), tableEntries(knowledge), heads, knowledge.defender.map(functionEntry)];
  }
  return expression(scope, before, variables);
}

/** Tells whether a table may follow a token: at the start, after a statement, in union and join. */
function isSource(script: Script, before: number): boolean {
  const text = textAt(script, before);
  const operator = wordAt(script, before - 1).toLowerCase();
  if (before < 0 || text === ';' || TAKES_TABLE.includes(text.toLowerCase())) {
    return true;
  }
  const home = script.home[before];
  const stage = home?.pipeline.stages[home.stage];
  const isList = stage !== undefined && (stage.operator === 'union' || (stage.operator === 'join' && text === '('));
  if ((text === '(' || text === ',') && (TAKES_TABLE.includes(operator) || isList)) {
    return true;
  }
  return text === '=' && textAt(script, before - 2) === 'let';
}

function expression(scope: Scope, before: number, variables: readonly string[]): Entry[][] {
  const { script, knowledge } = scope;
  const home = script.home[before];
  const columns = home ? columnsAt(scope, home.pipeline, home.stage) : [];
  const stage = home?.pipeline.stages[home.stage];
  const column = wordAt(script, before);
  const aggregates = ['summarize', 'make-series', 'top-nested', 'pivot'].includes(
    outerOperator(script, before) ?? stage?.operator ?? ''
  );
  const functions = [...(aggregates ? knowledge.aggregates : []), ...knowledge.scalars].map(functionEntry);
  const rest = [knowledge.comparisons.map(keywordEntry), filledIn(knowledge, variables)];
  if (columns.some(({ name }) => name === column)) {
    return rest; // a column stands here already: a comparison follows
  }
  return [
    [...valuesAfter(scope, before), ...columns.map(columnEntry)],
    letNames(script),
    functions,
    ...rest,
    tableEntries(knowledge),
  ];
}

function outerOperator(script: Script, token: number): string | undefined {
  let at = script.home[token];
  while (at?.pipeline.parent && at.pipeline.stages.length <= 1) {
    at = at.pipeline.parent;
  }
  return at?.pipeline.stages[at.stage]?.operator;
}

/** After `ActionType ==`: its values, in quotes. */
function valuesAfter(scope: Scope, before: number): Entry[] {
  const compared =
    /^(==|=~|!=|!~)$/.test(textAt(scope.script, before)) && textAt(scope.script, before - 1) === 'ActionType';
  return compared ? actionValues(scope, before).map((value) => valueEntry(value, `"${value}"`)) : [];
}

/** Inside a string that is compared with ActionType, also in a list: its values. */
function actionTypes(scope: Scope, literal: Token): Suggestion[] {
  const { script } = scope;
  const at = script.tokens.findIndex(({ start }) => start === literal.start);
  let before = at - 1;
  while (before > 0 && /^[,(]$|^["']/.test(textAt(script, before))) {
    before--;
  }
  const column = [before - 1, before - 2].some((i) => textAt(script, i) === 'ActionType');
  if (!column) {
    return [];
  }
  const { start, end } = contentOf(literal);
  return actionValues(scope, at).map((value) => ({ ...valueEntry(value), start, end, rank: 0 }));
}

function actionValues(scope: Scope, token: number): string[] {
  const { script, knowledge } = scope;
  const home = script.home[token];
  const sources = home ? namesOf(scope, home.pipeline) : [];
  const lists = [...knowledge.actionTypes].filter(([table]) => sources.length === 0 || sources.includes(table));
  return [...new Set(lists.flatMap(([, values]) => values))];
}

function namesOf(scope: Scope, pipeline: Parameters<typeof columnsAt>[1]): string[] {
  let at: typeof pipeline | undefined = pipeline;
  while (at) {
    const names = scope.script.tokens
      .slice(at.stages[0]?.from ?? 0, at.stages[0]?.to ?? 0)
      .flatMap(({ text }) => (scope.knowledge.actionTypes.has(text) ? [text] : []));
    if (names.length > 0) {
      return names;
    }
    at = at.parent?.pipeline;
  }
  return [];
}

function inString(
  kql: string,
  place: { start: number; end: number },
  literal: Token,
  variables: readonly string[]
): Suggestion[] {
  const typed = kql[place.start] === '$' && place.start >= literal.start;
  return typed ? variables.map((name) => ({ ...variableEntry(name), ...place, rank: 0 })) : [];
}

function filledIn({ macros }: Knowledge, variables: readonly string[]): Entry[] {
  return [
    ...macros.map((macro) => ({ ...functionEntry(macro), kind: 'macro' as const })),
    ...variables.map(variableEntry),
  ];
}

function tableEntries({ tables: known, retired }: Knowledge): Entry[] {
  const current = [...known.values()].filter(({ name }) => !retired.has(name));
  const former = [...retired].map(([name, instead]) => ({
    label: name,
    kind: 'table' as const,
    insert: instead,
    detail: `→ ${instead}`,
    documentation: known.get(instead)?.description ?? '',
  }));
  return [...current.map(({ name, description, status }) => tableEntry(name, description, status)), ...former];
}

function tableEntry(label: string, documentation: string, status: string): Entry {
  return { label, kind: 'table', documentation, detail: status === 'ga' ? undefined : status };
}

function columnEntry({ name, type, description }: Column): Entry {
  return { label: name, kind: 'column', detail: type, documentation: description };
}

export function functionEntry({ name, parameters, type, description }: Callable): Entry {
  const insert = parameters.length > 0 ? `${name}($0)` : bare(name) ? name : `${name}()`;
  return {
    label: name,
    kind: 'function',
    insert,
    detail: `${name}(${parameters.join(', ')}): ${type}`,
    documentation: description,
  };
}

/** Names that are written without brackets. */
function bare(name: string): boolean {
  return (name.startsWith('$__') && !/Filter|From|To$|Bin|adhoc/.test(name)) || name === '$__to';
}

function operatorEntry({ name, form, description }: Phrase): Entry {
  return { label: name, kind: 'operator', insert: `${name} `, detail: form, documentation: description };
}

function keywordEntry({ name, form, description }: Phrase): Entry {
  return { label: name, kind: 'keyword', detail: form, documentation: description };
}

function valueEntry(value: string, insert = value): Entry {
  return { label: value, kind: 'value', insert, documentation: '' };
}

function variableEntry(name: string): Entry {
  return { label: `$${name}`, kind: 'variable', documentation: '' };
}

function letNames(script: Script): Entry[] {
  return [...lets(script).keys()]
    .filter((name) => name !== '')
    .map((label) => ({ label, kind: 'name', documentation: '' }));
}
