import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';

/** Fields side by side that go to a next line where there is little room, and buttons that stay with them. */
export function Row({ children, buttons, below }: { children: ReactNode; buttons?: ReactNode; below?: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div>
      <div className={styles.row}>
        <div className={styles.fields}>{children}</div>
        {buttons && <div className={styles.buttons}>{buttons}</div>}
      </div>
      {below}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', gap: theme.spacing(1), alignItems: 'flex-start' }),
  fields: css({ flex: '1 1 0', minWidth: 0, display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) }),
  buttons: css({ display: 'flex', gap: theme.spacing(0.5), alignItems: 'center', height: theme.spacing(4) }),
});
