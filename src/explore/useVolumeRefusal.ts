import { useEffect, useState } from 'react';

import { EXPLORE } from '../english/explore';

import type { ExploreSource } from './ExploreSource';

/** Why a hunt has no volume, as the footer says it; undefined where it has one or none was asked for. */
export function useVolumeRefusal(datasource: ExploreSource, refId: string): string | undefined {
  const refusals = datasource.volumeRefusals;
  const [, setCount] = useState(0);
  useEffect(() => {
    const changes = refusals?.changes.subscribe(() => setCount((count) => count + 1));
    return () => changes?.unsubscribe();
  }, [refusals]);
  const reason = refusals?.of(refId);
  return reason && EXPLORE.noVolume(reason);
}
