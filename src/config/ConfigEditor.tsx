import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Alert } from '@grafana/ui';

import type { Secrets, Settings } from '../settings';

import { Advanced } from './Advanced';
import { hasSecret } from './change';
import { RegisterApp } from './RegisterApp';
import { SignIn } from './SignIn';

export type ConfigEditorProps = DataSourcePluginOptionsEditorProps<Settings, Secrets>;

/** The settings page. Nothing is stored before Grafana's own "Save & test". */
export function ConfigEditor({ options, onOptionsChange }: ConfigEditorProps) {
  const section = { options, readOnly: options.readOnly === true, onChange: onOptionsChange };
  return (
    <>
      {section.readOnly && (
        <Alert severity="info" title="This data source is provisioned: change it in its provisioning file." />
      )}
      <RegisterApp cloud={options.jsonData.cloud ?? 'commercial'} open={!hasSecret(options, 'azureClientSecret')} />
      <SignIn {...section} />
      <Advanced {...section} />
    </>
  );
}
