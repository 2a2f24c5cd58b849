import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Alert } from '@grafana/ui';

import type { Secrets, Settings } from '../settings';

export type ConfigEditorProps = DataSourcePluginOptionsEditorProps<Settings, Secrets>;

export function ConfigEditor({ options }: ConfigEditorProps) {
  return <Alert severity="info" title={options.name} />;
}
