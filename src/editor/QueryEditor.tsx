import type { QueryEditorProps as GrafanaProps } from '@grafana/data';
import { CodeEditor } from '@grafana/ui';

import type { DataSource } from '../datasource';
import { type HuntingQuery, withDefaults } from '../query';
import type { Settings } from '../settings';

export type QueryEditorProps = GrafanaProps<DataSource, HuntingQuery, Settings>;

export function QueryEditor(props: QueryEditorProps) {
  const query = withDefaults(props.query);
  return (
    <CodeEditor
      language="kusto"
      height={180}
      value={query.query}
      onBlur={(text) => props.onChange({ ...query, query: text })}
    />
  );
}
