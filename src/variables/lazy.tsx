import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense } from 'react';

import type { VariableEditorProps } from './VariableEditor';

const Loaded = lazy(() =>
  import(/* webpackChunkName: "variable-editor" */ './VariableEditor').then((module) => ({
    default: module.VariableEditor,
  }))
);

/** Loads the variable editor when it is first shown. */
export function VariableEditor(props: VariableEditorProps) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      <Loaded {...props} />
    </Suspense>
  );
}
