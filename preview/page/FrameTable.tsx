import { applyFieldOverrides, type DataFrame } from '@grafana/data';
import { Table, useTheme2 } from '@grafana/ui';
import { useMemo } from 'react';

const ROW_PX = 36;
/** Narrowest column: a time stamp fits. */
const COLUMN_PX = 180;
const SCROLLBAR_PX = 10;
const MAX_HEIGHT = 480;

/** One frame as Grafana's table. */
export function FrameTable({ frame, width }: { frame: DataFrame; width: number }) {
  const theme = useTheme2();
  const [shown] = useMemo(
    () =>
      applyFieldOverrides({
        data: [frame],
        fieldConfig: { defaults: {}, overrides: [] },
        replaceVariables: (text) => text,
        theme,
        timeZone: 'utc',
      }),
    [frame, theme]
  );
  if (!shown || width <= 0) {
    return null;
  }
  const height = Math.min(MAX_HEIGHT, (frame.length + 1) * ROW_PX + SCROLLBAR_PX);
  return (
    <Table data={shown} width={width} height={height} columnMinWidth={COLUMN_PX} ariaLabel={frame.name ?? 'Rows'} />
  );
}
