import type { Answer, Field } from './ask';
import type { Panel } from './dashboard';

/** Milliseconds within which a panel of a tenant of 200 devices is answered. */
export const SLOW = 2_000;

/** Good news has no rows. */
const MAY_BE_EMPTY = ['Tables that do not answer', 'Slowest hunts of the last hour'];

/** Why a panel shows an error, nothing, or less than it is set up to show; a sentence each. */
export function panelFaults(panel: Panel, answers: readonly Answer[]): string[] {
  const each = answers.flatMap((answer) => answerFaults(panel, answer));
  const found = answers.some(({ rows }) => rows > 0);
  return [
    ...each,
    ...(answers.length === 0 ? ['it asks nothing'] : []),
    ...(each.length === 0 && found ? [...kindFaults(panel, answers), ...missingFields(panel, answers)] : []),
  ];
}

function answerFaults(panel: Panel, { error, took, rows, fields }: Answer): string[] {
  if (error !== undefined) {
    return [`an error: ${error}`];
  }
  const empty = rows === 0 && !MAY_BE_EMPTY.includes(panel.title);
  const blank = rows > 0 && !fields.some(({ values }) => values.some((value) => value !== null));
  return [
    ...(took >= SLOW ? [`slow: ${Math.round(took)} ms`] : []),
    ...(empty ? ['no rows'] : []),
    ...(blank ? ['only nulls'] : []),
  ];
}

/** What each kind of panel needs to draw anything, by the types of fields; a name is a field that is called so. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  stat: ['number'],
  gauge: ['number'],
  bargauge: ['number'],
  timeseries: ['time', 'number'],
  heatmap: ['time', 'number'],
  barchart: ['string', 'number'],
  piechart: ['number'],
  nodeGraph: ['id', 'source', 'target'],
  logs: ['timestamp', 'body'],
  geomap: ['number'],
  table: [],
};

function kindFaults({ type }: Panel, answers: readonly Answer[]): string[] {
  const needs = NEEDS[type];
  if (!needs) {
    return [`nobody knows what a ${type} needs`];
  }
  const fields = answers.flatMap((answer) => answer.fields);
  return needs
    .filter((need) => !fields.some((field) => serves(field, need)))
    .map((need) => `a ${type} without ${need}`);
}

function serves({ name, type, values }: Field, need: string): boolean {
  return (name === need || type === need) && values.some((value) => value !== null);
}

/** The columns and labels that a panel's settings name and that its rows don't have. */
function missingFields(panel: Panel, answers: readonly Answer[]): string[] {
  const fields = answers.flatMap((answer) => answer.fields);
  const names = new Set(fields.map(({ name }) => name));
  const labels = new Set(fields.flatMap((field) => Object.keys(field.labels ?? {})));
  const values = new Set(fields.flatMap((field) => Object.values(field.labels ?? {})));
  const { defaults, overrides } = panel.fieldConfig;
  const text = JSON.stringify(panel.fieldConfig);
  const columns = [
    ...[panel.options.xField ?? []].flat(),
    ...(panel.options.layers ?? []).flatMap(({ location: { latitude, longitude, lookup } }) =>
      [latitude, longitude, lookup].filter((name) => name !== undefined)
    ),
    ...[...text.matchAll(/\$\{__data\.fields\.(\w+)/g)].map((match) => match[1] ?? ''),
  ].filter((name) => !names.has(name));
  const wantedLabels = [...(defaults.displayName ?? '').matchAll(/\$\{__field\.labels\.(\w+)\}/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !labels.has(name));
  // A series is known by its label, which need not have turned up in this range.
  const isSeries = labels.size > 0;
  const overridden = overrides
    .map(({ matcher }) => matcher.options)
    .filter((name) => !isSeries && !names.has(name) && !values.has(name));
  return [...columns, ...wantedLabels, ...overridden].map((name) => `a missing field: ${name}`);
}
