import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense } from 'react';

import type { AnnotationEditorProps } from './AnnotationEditor';

const Loaded = lazy(() =>
  import(/* webpackChunkName: "annotation-editor" */ './AnnotationEditor').then((module) => ({
    default: module.AnnotationEditor,
  }))
);

/** Loads the annotation editor when it is first shown. */
export function AnnotationEditor(props: AnnotationEditorProps) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      <Loaded {...props} />
    </Suspense>
  );
}
