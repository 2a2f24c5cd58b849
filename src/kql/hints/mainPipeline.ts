import type { Pipeline, Script } from '../script';

/** The pipeline whose rows are the answer: the last statement that is no `let`. */
export function mainPipeline({ pipelines }: Script): Pipeline | undefined {
  return pipelines.filter(({ parent, name }) => !parent && !name).at(-1);
}
