import type { QueryEditorProps as GrafanaProps } from '@grafana/data';
import { Stack } from '@grafana/ui';

import type { DataSource } from '../datasource';
import { type HuntingQuery, isRunnable, withDefaults } from '../query';
import type { Settings } from '../settings';

import { FORMAT_CHOICES, RANGE_CHOICES } from './choices';
import { Footer } from './Footer';
import { KqlEditor } from './KqlEditor';
import { lastRun } from './lastRun';
import { Picker } from './Picker';

export type QueryEditorProps = GrafanaProps<DataSource, HuntingQuery, Settings>;

/**
 * Edits one hunt. It runs on Shift+Enter, on Grafana's own button and when a picker changes, never while typing.
 * The error of a run is not shown here: Grafana's query row shows it right below.
 */
export function QueryEditor({ query: stored, data, onChange, onRunQuery }: QueryEditorProps) {
  const query = withDefaults(stored);

  const save = (change: Partial<HuntingQuery>) => onChange({ ...query, ...change });
  const saveAndRun = (change: Partial<HuntingQuery>) => {
    save(change);
    if (isRunnable({ ...query, ...change })) {
      onRunQuery();
    }
  };

  return (
    <Stack direction="column" gap={1}>
      <KqlEditor
        kql={query.query}
        onSave={(kql) => kql !== query.query && save({ query: kql })}
        onRun={(kql) => saveAndRun({ query: kql })}
      />
      <Stack direction="row" wrap="wrap" gap={1}>
        <Picker
          label="Format"
          options={FORMAT_CHOICES}
          value={query.format}
          onPick={(format) => saveAndRun({ format })}
        />
        <Picker
          label="Time range"
          options={RANGE_CHOICES}
          value={query.range}
          onPick={(range) => saveAndRun({ range })}
        />
      </Stack>
      <Footer run={lastRun(data, query.refId)} />
    </Stack>
  );
}
