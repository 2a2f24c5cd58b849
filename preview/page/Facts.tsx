import { css } from '@emotion/css';
import { type DataFrame, formattedValueToString, getValueFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

/** The run's statistics and the KQL that was sent, as the frame's metadata has them. */
export function Facts({ frame }: { frame: DataFrame }) {
  const styles = useStyles2(getStyles);
  const { stats = [], executedQueryString } = frame.meta ?? {};
  return (
    <div className={styles.facts}>
      <dl aria-label="Stats" className={styles.stats}>
        {stats.map(({ displayName, unit, value }) => (
          <div key={displayName} className={styles.stat}>
            <dt>{displayName}</dt>
            <dd>{formattedValueToString(getValueFormat(unit ?? 'locale')(value))}</dd>
          </div>
        ))}
      </dl>
      {executedQueryString && (
        <details>
          <summary>Query as sent</summary>
          <pre>{executedQueryString}</pre>
        </details>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  facts: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    '& pre': { marginTop: theme.spacing(1) },
    '& summary': { cursor: 'pointer', display: 'list-item' },
  }),
  stats: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(3),
    margin: theme.spacing(0, 0, 1),
  }),
  stat: css({
    '& dt': { fontWeight: theme.typography.fontWeightRegular },
    '& dd': { color: theme.colors.text.primary, fontSize: theme.typography.h5.fontSize, margin: 0 },
  }),
});
