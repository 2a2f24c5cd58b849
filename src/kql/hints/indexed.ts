import type { Script } from '../script';

/** Stages after which a text is made by the query: no index knows its terms. */
const MAKING = ['summarize', 'make-series', 'mv-expand', 'mv-apply', 'distinct', 'parse'];

/** Tells whether a condition still reads what the table keeps, so that its index can serve. */
export function readsTable(script: Script, token: number): boolean {
  let at = script.home[token];
  while (at) {
    const { pipeline, stage } = at;
    if (pipeline.stages.slice(1, stage).some(({ operator }) => MAKING.includes(operator))) {
      return false;
    }
    at = pipeline.parent;
  }
  return true;
}
