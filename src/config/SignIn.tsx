import { Alert, Field, RadioButtonGroup } from '@grafana/ui';

import { type Cloud, CLOUDS } from '../settings';

import { hasSecret, withCloud, withCredentials, withoutSecret, withSecret } from './change';
import { checkGuid, checkTenant } from './check';
import { CLOUD_FACTS } from './clouds';
import { SecretField } from './SecretField';
import type { SectionProps } from './section';
import { TextField } from './TextField';

const SECRET = 'azureClientSecret';

/** Which cloud, and who asks there. */
export function SignIn({ options, readOnly, onChange }: SectionProps) {
  const { cloud = 'commercial', azureCredentials } = options.jsonData;
  const { caution } = CLOUD_FACTS[cloud];
  return (
    <>
      <Field label="Cloud" description="Where your tenant lives">
        <RadioButtonGroup<Cloud>
          aria-label="Cloud"
          disabled={readOnly}
          options={CLOUDS.map((value) => ({ value, label: CLOUD_FACTS[value].label }))}
          value={cloud}
          onChange={(picked) => onChange(withCloud(options, picked))}
        />
      </Field>
      {caution && <Alert severity="warning" title={caution} />}
      <TextField
        label="Tenant"
        description="Directory (tenant) id, or a domain of the tenant"
        required
        disabled={readOnly}
        value={azureCredentials?.tenantId}
        check={checkTenant}
        onChange={(tenantId) => onChange(withCredentials(options, { tenantId }))}
      />
      <TextField
        label="Client id"
        description="Application (client) id of the app"
        required
        disabled={readOnly}
        value={azureCredentials?.clientId}
        check={checkGuid}
        onChange={(clientId) => onChange(withCredentials(options, { clientId }))}
      />
      <SecretField
        label="Client secret"
        description="The secret’s value. It is stored encrypted and reaches only the server"
        required
        readOnly={readOnly}
        stored={hasSecret(options, SECRET)}
        typed={options.secureJsonData?.[SECRET]}
        onChange={(text) => onChange(withSecret(options, SECRET, text))}
        onReset={() => onChange(withoutSecret(options, SECRET))}
      />
    </>
  );
}
