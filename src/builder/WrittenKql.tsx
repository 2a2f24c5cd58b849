import { Text } from '@grafana/ui';

import { BUILDER } from '../english/builder';
import { ColoredKql } from '../library/ColoredKql';

/** The KQL that the builder has written. */
export function WrittenKql({ kql }: { kql: string }) {
  return (
    <div role="region" aria-label={BUILDER.written}>
      {kql === '' ? (
        <Text variant="bodySmall" color="secondary">
          {BUILDER.nothing}
        </Text>
      ) : (
        <ColoredKql kql={kql} />
      )}
    </div>
  );
}
