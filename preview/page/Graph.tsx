import { applyFieldOverrides, type DataFrame, FieldColorModeId, FieldType, type TimeRange } from '@grafana/data';
import { LegendDisplayMode, TimeSeries, useTheme2 } from '@grafana/ui';
import { useMemo } from 'react';

const HEIGHT = 260;

/** Time series frames as lines, drawn by Grafana's own chart. */
export function Graph({ frames, timeRange, width }: { frames: DataFrame[]; timeRange: TimeRange; width: number }) {
  const theme = useTheme2();
  const drawn = useMemo(
    () =>
      applyFieldOverrides({
        data: frames.map(asLines),
        fieldConfig: { defaults: {}, overrides: [] },
        replaceVariables: (text) => text,
        theme,
        timeZone: 'utc',
      }),
    [frames, theme]
  );
  if (width <= 0) {
    return null;
  }
  return (
    <div role="figure" aria-label="Graph">
      <TimeSeries
        frames={drawn}
        timeRange={timeRange}
        timeZone="utc"
        width={width}
        height={HEIGHT}
        legend={{ displayMode: LegendDisplayMode.List, placement: 'bottom', showLegend: true, calcs: [] }}
      />
    </div>
  );
}

function asLines(frame: DataFrame): DataFrame {
  const fields = frame.fields.map((field) =>
    field.type === FieldType.number
      ? {
          ...field,
          config: {
            color: { mode: FieldColorModeId.PaletteClassic },
            custom: { lineWidth: 1, fillOpacity: 10, showPoints: 'always', pointSize: 4 },
            ...field.config,
          },
        }
      : field
  );
  return { ...frame, fields };
}
