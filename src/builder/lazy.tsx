import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense } from 'react';

import { BUILDER } from '../english/builder';

import type { BuilderProps } from './Builder';

const Loaded = lazy(() =>
  import(/* webpackChunkName: "builder" */ './Builder').then((module) => ({ default: module.Builder }))
);

/** Loads the builder when it is first shown. */
export function Builder(props: BuilderProps) {
  return (
    <Suspense fallback={<LoadingPlaceholder text={BUILDER.loading} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
