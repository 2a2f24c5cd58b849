import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import { type ReactNode, useId } from 'react';

/** A part of the builder with its title beside it, or above it where there is little room. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className={styles.section}>
      <div id={id} className={styles.title}>
        <Text variant="bodySmall" weight="medium">
          {title}
        </Text>
      </div>
      <div className={styles.content}>{children}</div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ display: 'flex', flexWrap: 'wrap', columnGap: theme.spacing(1) }),
  title: css({ flex: '0 0 96px', lineHeight: theme.spacing(4), minHeight: theme.spacing(3) }),
  content: css({
    flex: '1 1 400px',
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    alignItems: 'stretch',
  }),
});
