import { CollapsableSection, Field, Switch } from '@grafana/ui';
import { useId } from 'react';

import { DEFAULT_TIMEOUT_SECONDS } from '../settings';

import { hasSecret, withEndpoint, withoutSecret, withSecret, withSettings } from './change';
import { checkCertificate, checkGuid, checkHost, checkTimeout } from './check';
import { SecretField } from './SecretField';
import type { SectionProps } from './section';
import { TextField } from './TextField';

const CA = 'tlsCACert';

/** What most people never touch: a Sentinel workspace, other hosts, a private CA, patience. */
export function Advanced({ options, readOnly, onChange }: SectionProps) {
  const { workspaceId, endpoint, timeoutSeconds, tlsAuthWithCACert } = options.jsonData;
  const touched = [workspaceId, endpoint, timeoutSeconds, tlsAuthWithCACert].some(Boolean);
  const field = { disabled: readOnly };
  return (
    <CollapsableSection label="Advanced" isOpen={touched}>
      <TextField
        {...field}
        label="Workspace id"
        description="Sentinel workspace to hunt in. With an id that it doesn’t know, the service uses the primary one silently"
        value={workspaceId}
        check={checkGuid}
        onChange={(text) => onChange(withSettings(options, { workspaceId: text || undefined }))}
      />
      <TextField
        {...field}
        label="Time-out"
        description="Seconds after which a hunt is given up"
        type="number"
        placeholder={String(DEFAULT_TIMEOUT_SECONDS)}
        value={timeoutSeconds}
        check={checkTimeout}
        onChange={(text) => onChange(withSettings(options, { timeoutSeconds: text === '' ? undefined : Number(text) }))}
      />
      <TextField
        {...field}
        label="API address"
        description="A proxy in front of the API, or the emulator, instead of the cloud’s own host"
        placeholder="https://localhost:8443"
        value={endpoint?.api}
        check={checkHost}
        onChange={(api) => onChange(withEndpoint(options, { api }))}
      />
      <TextField
        {...field}
        label="Sign-in address"
        description="Where tokens are asked instead of the cloud’s own login host"
        placeholder="https://localhost:8443"
        value={endpoint?.authority}
        check={checkHost}
        onChange={(authority) => onChange(withEndpoint(options, { authority }))}
      />
      <PrivateCa options={options} readOnly={readOnly} onChange={onChange} />
    </CollapsableSection>
  );
}

function PrivateCa({ options, readOnly, onChange }: SectionProps) {
  const id = useId();
  const { tlsAuthWithCACert = false } = options.jsonData;
  return (
    <>
      <Field label="With CA certificate" description="Those hosts show a certificate of a private authority">
        <Switch
          id={id}
          disabled={readOnly}
          value={tlsAuthWithCACert}
          onChange={(event) => onChange(withSettings(options, { tlsAuthWithCACert: event.currentTarget.checked }))}
        />
      </Field>
      {tlsAuthWithCACert && (
        <SecretField
          label="CA certificate"
          description="PEM; used for the sign-in too"
          multiline
          readOnly={readOnly}
          stored={hasSecret(options, CA)}
          typed={options.secureJsonData?.[CA]}
          check={checkCertificate}
          onChange={(text) => onChange(withSecret(options, CA, text))}
          onReset={() => onChange(withoutSecret(options, CA))}
        />
      )}
    </>
  );
}
