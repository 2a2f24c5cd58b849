import type { QueryEditorHelpProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense } from 'react';

import type { HuntingQuery } from '../query';

import type { QueryEditorProps } from './QueryEditor';

const Loaded = lazy(() =>
  import(/* webpackChunkName: "query-editor" */ './QueryEditor').then((module) => ({ default: module.QueryEditor }))
);

const LoadedHelp = lazy(() =>
  import(/* webpackChunkName: "help" */ './Help').then((module) => ({ default: module.Help }))
);

export function Help(props: QueryEditorHelpProps<HuntingQuery>) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      <LoadedHelp {...props} />
    </Suspense>
  );
}

/** Loads the query editor when it is first shown, so that a dashboard that only views panels doesn't. */
export function QueryEditor(props: QueryEditorProps) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      <Loaded {...props} />
    </Suspense>
  );
}
