import { t } from '@grafana/i18n';
import { config } from '@grafana/runtime';
import { CollapsableSection, Field, Switch } from '@grafana/ui';
import { useId } from 'react';

import {
  BUDGET,
  type BudgetSetting,
  DEFAULT_CACHE_SECONDS,
  DEFAULT_TIMEOUT_SECONDS,
  MAX_CACHE_SECONDS,
  MAX_TIMEOUT_SECONDS,
} from '../settings';

import { BudgetFields } from './BudgetFields';
import { withEndpoint, withSettings } from './change';
import { checkAmbientHost, checkCertificate, checkGuid, checkHost, checkWhole } from './check';
import { isAmbient } from './identities';
import { NumberField } from './NumberField';
import type { SectionProps } from './section';
import { addressOf, serviceOf } from './services';
import { StoredSecret } from './StoredSecret';
import { TextField } from './TextField';

/** What most people never touch: a Sentinel workspace, other hosts, a private CA, patience. */
export function Advanced(section: SectionProps) {
  const { options, readOnly, onChange } = section;
  const { workspaceId, endpoint, timeoutSeconds, cacheSeconds, tlsAuthWithCACert } = options.jsonData;
  const { azureCredentials, enableSecureSocksProxy } = options.jsonData;
  const limits = Object.keys(BUDGET).map((setting) => options.jsonData[setting as BudgetSetting]);
  const set = [workspaceId, endpoint, timeoutSeconds, tlsAuthWithCACert, enableSecureSocksProxy, ...limits];
  const touched = set.some(Boolean) || cacheSeconds !== undefined;
  const service = serviceOf(options.jsonData);
  const checkAddress = azureCredentials && isAmbient(azureCredentials) ? checkAmbientHost : checkHost;
  return (
    <CollapsableSection label={t('config.advanced.title', 'Advanced')} isOpen={touched}>
      {service.api === 'graph' && (
        <TextField
          disabled={readOnly}
          label={t('config.advanced.workspace-id', 'Workspace id')}
          description="Sentinel workspace to hunt in. With an id that it doesn’t know, the service uses the primary one silently"
          value={workspaceId}
          check={checkGuid}
          onChange={(text) => onChange(withSettings(options, { workspaceId: text || undefined }))}
        />
      )}
      <NumberField
        {...section}
        setting="timeoutSeconds"
        label={t('config.advanced.time-out', 'Time-out')}
        description="Seconds after which a hunt is given up"
        placeholder={String(DEFAULT_TIMEOUT_SECONDS)}
        check={checkWhole(1, MAX_TIMEOUT_SECONDS)}
      />
      <NumberField
        {...section}
        setting="cacheSeconds"
        label="Answers are kept for"
        description="Seconds in which viewers of the same panel share one call. 0 asks the service each time"
        placeholder={String(DEFAULT_CACHE_SECONDS)}
        check={checkWhole(0, MAX_CACHE_SECONDS)}
      />
      <BudgetFields {...section} />
      <TextField
        disabled={readOnly}
        label={t('config.advanced.api-address', 'API address')}
        description="A proxy in front of the API, or the emulator, instead of the cloud’s own host"
        placeholder={addressOf(service)}
        value={endpoint?.api}
        check={checkAddress}
        onChange={(api) => onChange(withEndpoint(options, { api }))}
      />
      <TextField
        disabled={readOnly}
        label={t('config.advanced.sign-in-address', 'Sign-in address')}
        description="Where tokens are asked instead of the cloud’s own login host"
        value={endpoint?.authority}
        check={checkAddress}
        onChange={(authority) => onChange(withEndpoint(options, { authority }))}
      />
      <PrivateCa {...section} />
      <SocksProxy {...section} />
    </CollapsableSection>
  );
}

/** Only where this Grafana has such a proxy; a setting that came from elsewhere can be switched off anyway. */
function SocksProxy({ options, readOnly, onChange }: SectionProps) {
  const id = useId();
  const { enableSecureSocksProxy = false } = options.jsonData;
  if (!config.secureSocksDSProxyEnabled && !enableSecureSocksProxy) {
    return null;
  }
  return (
    <Field
      label="Secure SOCKS proxy"
      htmlFor={id}
      description="Hunts and sign-in go through the proxy that Grafana is configured with"
    >
      <Switch
        id={id}
        disabled={readOnly}
        value={enableSecureSocksProxy}
        onChange={(event) =>
          onChange(withSettings(options, { enableSecureSocksProxy: event.currentTarget.checked || undefined }))
        }
      />
    </Field>
  );
}

function PrivateCa({ options, readOnly, onChange }: SectionProps) {
  const id = useId();
  const { tlsAuthWithCACert = false } = options.jsonData;
  return (
    <>
      <Field
        label={t('config.advanced.with-ca-certificate', 'With CA certificate')}
        description="Those hosts show a certificate of a private authority"
      >
        <Switch
          id={id}
          disabled={readOnly}
          value={tlsAuthWithCACert}
          onChange={(event) => onChange(withSettings(options, { tlsAuthWithCACert: event.currentTarget.checked }))}
        />
      </Field>
      {tlsAuthWithCACert && (
        <StoredSecret
          name="tlsCACert"
          label={t('config.advanced.ca-certificate', 'CA certificate')}
          description="PEM; used for the sign-in too"
          placeholder="-----BEGIN CERTIFICATE-----"
          check={checkCertificate}
          {...{ options, readOnly, onChange }}
        />
      )}
    </>
  );
}
