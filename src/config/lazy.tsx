import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense } from 'react';

import type { ConfigEditorProps } from './ConfigEditor';

const Loaded = lazy(async () => {
  const { ConfigEditor: Editor, translated } = await import(/* webpackChunkName: "config-editor" */ './page');
  await translated();
  return { default: Editor };
});

/** Loads the settings page when it is first shown, so that a dashboard that only views panels doesn't. */
export function ConfigEditor(props: ConfigEditorProps) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      <Loaded {...props} />
    </Suspense>
  );
}
