import { useEffect, useState } from 'react';

import type { Knowledge } from '../kql/knowledge';

let loading: Promise<Knowledge> | undefined;

/** Loads tables, columns and functions, a chunk of their own, once for all boxes of the page. */
export function loadKnowledge(): Promise<Knowledge> {
  loading ??= import(/* webpackChunkName: "kql-knowledge" */ '../schema/knowledge').then(({ KNOWLEDGE }) => KNOWLEDGE);
  loading.catch(() => {
    loading = undefined; // a lost connection; the next box tries again
  });
  return loading;
}

/** What is known of Defender's tables and functions; undefined until it has been loaded. */
export function useKnowledge(): Knowledge | undefined {
  const [knowledge, setKnowledge] = useState<Knowledge>();
  useEffect(() => {
    let here = true;
    loadKnowledge().then(
      (loaded) => here && setKnowledge(loaded),
      () => undefined
    );
    return () => {
      here = false;
    };
  }, []);
  return knowledge;
}
