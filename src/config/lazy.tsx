import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense } from 'react';

import type { ConfigEditorProps } from './ConfigEditor';

const Loaded = lazy(() =>
  import(/* webpackChunkName: "config-editor" */ './ConfigEditor').then((module) => ({ default: module.ConfigEditor }))
);

/** Loads the settings page when it is first shown, so that a dashboard that only views panels doesn't. */
export function ConfigEditor(props: ConfigEditorProps) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      <Loaded {...props} />
    </Suspense>
  );
}
