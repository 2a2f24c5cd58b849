import { useEffect, useState } from 'react';

import type { Cloud } from '../settings';

import { portalUrl } from './portal';

/** The address of the query in the portal: the backend's, where it gives one, else made here. */
export function usePortal(kql: string, given: string | undefined, cloud: Cloud | undefined): string | undefined {
  const [made, setMade] = useState<string>();
  useEffect(() => {
    let here = true;
    portalUrl(kql, cloud).then(
      (url) => here && setMade(url),
      () => here && setMade(undefined)
    );
    return () => {
      here = false;
    };
  }, [kql, cloud]);
  return given?.startsWith('https://') ? given : made;
}
