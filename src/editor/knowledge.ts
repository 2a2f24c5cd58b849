import { useEffect, useState } from 'react';

import type { Knowledge } from '../kql/knowledge';
import { readLive, withLive } from '../schema/live';

/** Whoever can ask the backend for the tenant's own schema: the data source. */
export interface SchemaSource {
  getResource?(path: string, params?: undefined, options?: { showErrorAlert: boolean }): Promise<unknown>;
}

let loading: Promise<Knowledge> | undefined;
const asked = new WeakMap<SchemaSource, Promise<Knowledge>>();

/** Loads tables, columns and functions, a chunk of their own, once for all boxes of the page. */
export function loadKnowledge(): Promise<Knowledge> {
  loading ??= import(/* webpackChunkName: "kql-knowledge" */ '../schema/knowledge').then(({ KNOWLEDGE }) => KNOWLEDGE);
  loading.catch(() => {
    loading = undefined; // a lost connection; the next box tries again
  });
  return loading;
}

/**
 * What is known with what the tenant has beside it. A data source is asked once: the backend keeps the answer, and
 * without one, whatever the reason, the bundled schema serves.
 */
export function loadLiveKnowledge(source: SchemaSource): Promise<Knowledge> {
  const before = asked.get(source);
  if (before) {
    return before;
  }
  const answer = Promise.resolve(source.getResource?.('schema', undefined, { showErrorAlert: false })).then(
    readLive,
    () => undefined
  );
  const knowledge = Promise.all([loadKnowledge(), answer]).then(([bundled, live]) =>
    live ? withLive(bundled, live) : bundled
  );
  asked.set(source, knowledge);
  knowledge.catch(() => asked.delete(source));
  return knowledge;
}

/** What is known of Defender's tables and functions, the tenant's own as soon as they came; undefined until it is loaded. */
export function useKnowledge(source?: SchemaSource): Knowledge | undefined {
  const [knowledge, setKnowledge] = useState<Knowledge>();
  useEffect(() => {
    let here = true;
    const set = (loaded: Knowledge) => here && setKnowledge(loaded);
    loadKnowledge()
      .then(set)
      .then(() => (source ? loadLiveKnowledge(source) : loadKnowledge()))
      .then(set, () => undefined);
    return () => {
      here = false;
    };
  }, [source]);
  return knowledge;
}
