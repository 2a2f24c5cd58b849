import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';

import { EDITOR, RUN } from '../english/editor';

import type { Budget } from './budget';
import type { LastRun } from './lastRun';

/** One line on the last run: its stats, the range that was executed and why, how fresh it is, and what is left to call. */
export function Footer({ run, budget, note }: { run: LastRun | undefined; budget?: Budget; note?: string }) {
  const styles = useStyles2(getStyles);
  const ofRun = run ? [...run.stats, run.freshness, run.range, run.windows, run.format, run.cpu] : [];
  const facts = [...ofRun, budgetText(budget), note].filter((fact) => fact !== undefined);
  return (
    <div className={styles} role="status" aria-label={EDITOR.lastRun}>
      {facts.map((fact) => (
        <Text key={fact} variant="bodySmall" color="secondary">
          {fact}
        </Text>
      ))}
    </div>
  );
}

function budgetText(budget: Budget | undefined): string | undefined {
  if (!budget) {
    return undefined;
  }
  const { left, all, closedUntil } = budget;
  return closedUntil
    ? RUN.noCallsUntil(dateTimeFormat(closedUntil, { timeZone: 'utc', format: 'HH:mm:ss' }))
    : RUN.callsLeft(left, all);
}

const getStyles = (theme: GrafanaTheme2) =>
  css({ display: 'flex', flexWrap: 'wrap', columnGap: theme.spacing(2), rowGap: theme.spacing(0.25) });
