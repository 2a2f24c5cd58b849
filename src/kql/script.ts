import { type Token, tokens } from './tokens';

/** One step of a pipeline: `where …`, `summarize …`; the first is its source. Indexes count tokens, half open. */
export interface Stage {
  /** The first word in lower case, such as `where`; '' where a stage begins with something else. */
  operator: string;
  from: number;
  to: number;
}

/** Stages between pipes, inside one statement or one pair of brackets. */
export interface Pipeline {
  stages: Stage[];
  /** The name that `let` gives to it, if it does. */
  name?: string;
  /** The pipeline around it, with the stage that holds it. */
  parent?: { pipeline: Pipeline; stage: number };
}

/** A query as the editor's tools read it: tokens without spaces and comments, and the pipelines they form. */
export interface Script {
  kql: string;
  tokens: Token[];
  comments: Token[];
  pipelines: Pipeline[];
  /** For a token that opens or closes a bracket: its counterpart; -1 where there is none. */
  partner: number[];
  /** The innermost pipeline and stage of each token. */
  home: Array<{ pipeline: Pipeline; stage: number }>;
}

const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

export function readScript(kql: string): Script {
  const all = tokens(kql);
  const significant = all.filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  const comments = all.filter(({ kind }) => kind === 'comment');
  const script: Script = {
    ...{ kql, comments, tokens: significant, pipelines: [], home: [] },
    partner: partners(significant),
  };
  readRegion(script, 0, significant.length);
  return script;
}

function partners(list: Token[]): number[] {
  const found = list.map(() => -1);
  const open: number[] = [];
  list.forEach(({ kind, text }, i) => {
    if (kind !== 'symbol') {
      return;
    }
    if (CLOSING[text]) {
      open.push(i);
    }
    const last = open.at(-1);
    if (last !== undefined && CLOSING[list[last]?.text ?? ''] === text) {
      open.pop();
      found[last] = i;
      found[i] = last;
    }
  });
  return found;
}

/** Reads the pipelines of a region, a statement list or what stands between two brackets. */
function readRegion(script: Script, from: number, to: number, parent?: Pipeline['parent']): void {
  let start = from;
  for (let i = from; i <= to; i++) {
    const text = i < to ? textAt(script, i) : ';';
    if (text === ';' || text === ',') {
      // A comma parts the arguments of a call, which may be tables; in a stage it parts columns, which share the stage.
      const ends = text === ';' || isArguments(script, from, start);
      if (ends) {
        readPipeline(script, start, i, parent);
        start = i + 1;
      }
      if (ends && i < to) {
        script.home[i] = script.home[i - 1] ?? { pipeline: emptyPipeline(i, parent), stage: 0 };
      }
    } else {
      i = afterBracket(script, i, to);
    }
  }
}

function isArguments(script: Script, from: number, start: number): boolean {
  if (textAt(script, from - 1) !== '(') {
    return false;
  }
  for (let i = start; i < script.tokens.length && textAt(script, i) !== ','; i++) {
    if (textAt(script, i) === '|') {
      return true;
    }
    i = afterBracket(script, i, script.tokens.length);
  }
  return true;
}

function readPipeline(script: Script, from: number, to: number, parent?: Pipeline['parent']): void {
  if (from >= to) {
    return;
  }
  const pipeline: Pipeline = { stages: [], parent };
  let start = from;
  if (textAt(script, from) === 'let') {
    pipeline.name = textAt(script, from + 1);
    start = Math.min(from + 3, to);
  }
  script.pipelines.push(pipeline);
  const home = { pipeline, stage: 0 };
  for (let i = from; i < start; i++) {
    script.home[i] = home;
  }
  let stageFrom = start;
  for (let i = start; i <= to; i++) {
    if (i === to || textAt(script, i) === '|') {
      addStage(script, pipeline, stageFrom, i);
      if (i < to) {
        script.home[i] = { pipeline, stage: pipeline.stages.length };
      }
      stageFrom = i + 1;
    } else {
      i = afterBracket(script, i, to);
    }
  }
}

function addStage(script: Script, pipeline: Pipeline, from: number, to: number): void {
  const first = script.tokens[from];
  const operator = from < to && first?.kind === 'word' ? first.text.toLowerCase() : '';
  const stage = pipeline.stages.push({ operator, from, to }) - 1;
  for (let i = from; i < to; i++) {
    script.home[i] = { pipeline, stage };
    const close = script.partner[i] ?? -1;
    if (close > i) {
      readRegion(script, i + 1, Math.min(close, to), { pipeline, stage });
      i = Math.min(close, to);
      if (i < to) {
        script.home[i] = { pipeline, stage };
      }
    }
  }
}

function emptyPipeline(at: number, parent?: Pipeline['parent']): Pipeline {
  return { stages: [{ operator: '', from: at, to: at }], parent };
}

/** The closing bracket of the one at a token, or the token itself: what is between is read on its own. */
function afterBracket(script: Script, i: number, to: number): number {
  const close = script.partner[i] ?? -1;
  return close > i ? Math.min(close, to) : i;
}

/** A token's text; '' outside the query. */
export function textAt({ tokens: list }: Script, i: number): string {
  return list[i]?.text ?? '';
}

/** A token's text if it is a word; '' else. */
export function wordAt({ tokens: list }: Script, i: number): string {
  return list[i]?.kind === 'word' ? list[i].text : '';
}

/** The KQL between two tokens, as it was written. */
export function textBetween(script: Script, from: number, to: number): string {
  const [first, last] = [script.tokens[from], script.tokens[to - 1]];
  return first && last && to > from ? script.kql.slice(first.start, last.end) : '';
}

/** The names that `let` gives in a query, with their pipelines. */
export function lets(script: Script): Map<string, Pipeline> {
  return new Map(script.pipelines.flatMap((pipeline) => (pipeline.name ? [[pipeline.name, pipeline]] : [])));
}
