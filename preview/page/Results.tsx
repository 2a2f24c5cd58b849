import { css } from '@emotion/css';
import { type DataFrame, FieldType, type GrafanaTheme2, LoadingState, type PanelData } from '@grafana/data';
import { Alert, LoadingBar, Text, useStyles2 } from '@grafana/ui';

import { Facts } from './Facts';
import { FrameTable } from './FrameTable';
import { Graph } from './Graph';
import { useWidth } from './useWidth';

/** What the last run gave: notices, graph, tables and facts. Its error stands below the editor. */
export function Results({ data }: { data: PanelData }) {
  const styles = useStyles2(getStyles);
  const [box, width] = useWidth();
  const frames = data.series.filter((frame) => frame.length > 0);
  const graphed = frames.filter(isTimeSeries);
  const empty = data.state === LoadingState.Done && frames.length === 0;
  const loading = data.state === LoadingState.Loading;
  return (
    <section ref={box} aria-label="Results" aria-busy={loading} className={styles.results}>
      {loading && <LoadingBar width={width} />}
      {data.series.flatMap(noticesOf).map(({ severity, text }) => (
        <Alert key={text} severity={severity} title={text} />
      ))}
      {empty && (
        <div className={styles.box}>
          <Text color="secondary" textAlignment="center" element="p">
            No data
          </Text>
        </div>
      )}
      {graphed.length > 0 && (
        <div className={styles.box}>
          <Graph frames={graphed} timeRange={data.timeRange} width={width - FRAME_PX} />
        </div>
      )}
      {frames.map((frame, index) => (
        <div key={index} className={styles.box}>
          <FrameTable frame={frame} width={width - FRAME_PX} />
        </div>
      ))}
      {data.series[0] && <Facts frame={data.series[0]} />}
    </section>
  );
}

/** Left and right padding and border of a box. */
const FRAME_PX = 2 * 8 + 2;

function isTimeSeries(frame: DataFrame): boolean {
  return (
    frame.meta?.type?.startsWith('timeseries') === true && frame.fields.some(({ type }) => type === FieldType.time)
  );
}

function noticesOf(frame: DataFrame) {
  return frame.meta?.notices ?? [];
}

const getStyles = (theme: GrafanaTheme2) => ({
  results: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    marginTop: theme.spacing(2),
  }),
  box: css({
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(1),
    overflow: 'hidden',
  }),
});
