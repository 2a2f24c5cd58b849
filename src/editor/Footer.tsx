import { Stack, Text } from '@grafana/ui';

import type { LastRun } from './lastRun';

/** One line on the last run: its stats, the range that was executed, and why the rows have this shape. */
export function Footer({ run }: { run: LastRun | undefined }) {
  const facts = run ? [...run.stats, run.range, run.format].filter((fact) => fact !== undefined) : [];
  return (
    <div role="status" aria-label="Last run">
      <Stack direction="row" wrap="wrap" gap={2}>
        {facts.map((fact) => (
          <Text key={fact} variant="bodySmall" color="secondary">
            {fact}
          </Text>
        ))}
      </Stack>
    </div>
  );
}
