import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Alert } from '@grafana/ui';
import { useState } from 'react';

import type { Secrets, Settings } from '../settings';

import { Advanced } from './Advanced';
import type { Options } from './change';
import { GuardRails } from './GuardRails';
import { Ladder } from './Ladder';
import { useLadder } from './useLadder';
import { guarded, isGiven, withoutOthers } from './secrets';
import { ServiceChoice } from './ServiceChoice';
import { SignIn } from './SignIn';

export type ConfigEditorProps = DataSourcePluginOptionsEditorProps<Settings, Secrets>;

/** The settings page. Nothing is stored before Grafana's own "Save & test". */
export function ConfigEditor({ options, onOptionsChange }: ConfigEditorProps) {
  const [forgot, setForgot] = useState(false);
  const [steps, forgetSteps] = useLadder(options.uid);
  const change = (changed: Options) => {
    forgetSteps(); // they are about what was saved
    const own = withoutOthers(options, changed);
    const safe = guarded(options, own);
    setForgot(forgot || safe !== own);
    onOptionsChange(safe);
  };
  const section = { options, readOnly: options.readOnly === true, onChange: change };
  const again = isGiven(options, 'azureClientSecret') || isGiven(options, 'clientCertificate');
  return (
    <>
      {section.readOnly && (
        <Alert severity="info" title="This data source is provisioned: change it in its provisioning file." />
      )}
      <ServiceChoice {...section} />
      <SignIn {...section} forgotten={forgot && !again} />
      <GuardRails {...section} />
      <Advanced {...section} />
      <Ladder steps={steps} />
    </>
  );
}
