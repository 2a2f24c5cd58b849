import { lazy, Suspense } from 'react';

import type { LibraryDrawerProps } from './LibraryDrawer';
import type { StartHereProps } from './StartHere';

const LoadedDrawer = lazy(() =>
  import(/* webpackChunkName: "library" */ './LibraryDrawer').then((module) => ({ default: module.LibraryDrawer }))
);

const LoadedStart = lazy(() =>
  import(/* webpackChunkName: "library" */ './StartHere').then((module) => ({ default: module.StartHere }))
);

/** Loads the library when it is first opened. */
export function LibraryDrawer(props: LibraryDrawerProps) {
  return (
    <Suspense fallback={null}>
      <LoadedDrawer {...props} />
    </Suspense>
  );
}

/** Loads the hunts for an empty editor when there is one. */
export function StartHere(props: StartHereProps) {
  return (
    <Suspense fallback={null}>
      <LoadedStart {...props} />
    </Suspense>
  );
}
