import type { Answer } from './ask';
import type { Panel } from './dashboard';

/** The columns and labels that a panel's settings name and that its rows don't have. */
export function missingFields(panel: Panel, answers: Answer[]): string[] {
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
  return [...columns, ...wantedLabels, ...overridden];
}
