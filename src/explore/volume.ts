import {
  type DataFrame,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
  FieldColorModeId,
  type FieldConfig,
  FieldType,
  getFieldDisplayName,
  LoadingState,
} from '@grafana/data';
import { GraphDrawStyle, StackingMode } from '@grafana/schema';

import { EXPLORE } from '../english/explore';
import { type HuntingQuery, isAboutEntity, isRunnable } from '../query';

import type { Volume } from './target';

/** Grafana knows the frames of a volume by it (queryLogsVolume, 12.3.0). */
export const VOLUME_REF_ID = 'log-volume-';

/** Widths of bars that people read off at once, ms. Few widths let viewers share a call. */
const STEPS = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400].map((second) => second * 1000);
const MOST_BARS = 120;

/** As Grafana colors log levels. */
const LEVEL_COLORS: Record<string, string> = {
  critical: '#705da0',
  error: '#e24d42',
  warning: '#ff851b',
  info: '#7eb26d',
  debug: '#1f78c1',
  trace: '#6ed0e0',
  unknown: '#bdc4cd',
};

/** The hunt that counts another one's rows; undefined for what has no rows to count. */
export function volumeQuery(query: HuntingQuery, by: Volume['by'], intervalMs?: number): HuntingQuery | undefined {
  return isAboutEntity(query) || !isRunnable(query) || query.context
    ? undefined
    : { ...query, refId: `${VOLUME_REF_ID}${query.refId}`, volume: { by, intervalMs } };
}

/** The request for the volumes of a request's hunts; undefined where none has one. */
export function volumeRequest(
  request: DataQueryRequest<HuntingQuery>,
  by: Volume['by']
): DataQueryRequest<HuntingQuery> | undefined {
  const rangeMs = request.range.to.valueOf() - request.range.from.valueOf();
  const intervalMs = STEPS.find((step) => rangeMs / step <= MOST_BARS) ?? STEPS.at(-1);
  const targets = request.targets.flatMap((query) => volumeQuery(query, by, intervalMs) ?? []);
  return targets.length === 0
    ? undefined
    : { ...request, requestId: `${request.requestId}-volume`, hideFromInspector: true, targets };
}

/** Why the backend counted nothing for an error's hunt, by the frame beside it; undefined for what failed. */
export function refusalOf(error: DataQueryError, answer: DataQueryResponse): string | undefined {
  const frame = answer.data.find(({ refId }: DataFrame) => refId === error.refId && refId?.startsWith(VOLUME_REF_ID));
  const reason: unknown = frame?.meta?.custom?.refused;
  return typeof reason === 'string' ? reason.replace(/^No volume for this query: /, '') : undefined;
}

/** An answer as Grafana's histogram takes it. What was refused is left out, since the footer tells it. */
export function asVolume(
  answer: DataQueryResponse,
  request: DataQueryRequest<HuntingQuery>,
  datasourceName: string
): DataQueryResponse {
  const all = allErrors(answer);
  const errors = all.filter((error) => refusalOf(error, answer) === undefined);
  const data = answer.data.flatMap((frame: DataFrame) => {
    const sourceQuery = request.targets.find(({ refId }) => `${VOLUME_REF_ID}${refId}` === frame.refId);
    return sourceQuery && frame.length > 0 && frame.fields.some(({ type }) => type === FieldType.number)
      ? bars(frame, { request, sourceQuery, datasourceName })
      : [];
  });
  const told = all.length > 0 ? LoadingState.Done : answer.state;
  const state = errors.length > 0 ? LoadingState.Error : told;
  return { ...answer, data, state, error: errors[0], errors: errors.length > 0 ? errors : undefined };
}

export function allErrors(answer: DataQueryResponse): DataQueryError[] {
  return answer.errors ?? (answer.error ? [answer.error] : []);
}

interface Facts {
  request: DataQueryRequest<HuntingQuery>;
  sourceQuery: HuntingQuery;
  datasourceName: string;
}

/** A frame a line of the legend, so that Grafana can add up those of one name. */
function bars(frame: DataFrame, { request, sourceQuery, datasourceName }: Facts): DataFrame[] {
  const { from, to } = request.range;
  const custom = {
    ...frame.meta?.custom,
    ...{ logsVolumeType: 'FullRange', datasourceName, sourceQuery },
    absoluteRange: { from: from.valueOf(), to: to.valueOf() },
  };
  const times = frame.fields.filter(({ type }) => type === FieldType.time);
  return frame.fields
    .filter(({ type }) => type === FieldType.number)
    .map((field) => {
      const name = field.labels?.level ?? field.labels?.ActionType ?? getFieldDisplayName(field, frame);
      const displayName = field.labels ? name || EXPLORE.noAction : EXPLORE.events;
      const config = { ...field.config, ...look(displayName) };
      return { ...frame, fields: [...times, { ...field, config }], meta: { ...frame.meta, custom } };
    });
}

function look(name: string): FieldConfig {
  const level = LEVEL_COLORS[name];
  const color = level
    ? { mode: FieldColorModeId.Fixed, fixedColor: level }
    : { mode: FieldColorModeId.PaletteClassicByName };
  const stacking = { mode: StackingMode.Normal, group: 'A' };
  return {
    displayName: name,
    displayNameFromDS: name,
    color,
    custom: { drawStyle: GraphDrawStyle.Bars, barAlignment: 0, lineWidth: 0, fillOpacity: 100, pointSize: 0, stacking },
  };
}
