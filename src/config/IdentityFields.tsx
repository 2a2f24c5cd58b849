import type { ServiceCredentials } from '../settings';

import { CertificateFields } from './CertificateFields';
import { checkGuid, checkTenant } from './check';
import type { CredentialsProps } from './credentials';
import { StoredSecret } from './StoredSecret';
import { TextField } from './TextField';

/** The fields that an identity has. */
export function IdentityFields(props: CredentialsProps) {
  const { credentials, options, readOnly, onChange } = props;
  switch (credentials.authType) {
    case 'clientsecret':
      return (
        <>
          <Ids {...props} />
          <StoredSecret
            name="azureClientSecret"
            label="Client secret"
            description="The secret’s value. It is stored encrypted and reaches only the server"
            required
            {...{ options, readOnly, onChange }}
          />
        </>
      );
    case 'clientcertificate':
      return (
        <>
          <Ids {...props} />
          <CertificateFields {...props} credentials={credentials} />
        </>
      );
    case 'msi':
      return <ClientId {...props} description="Of a user-assigned identity. Empty means the machine’s own identity" />;
    case 'workloadidentity':
      return <Ids {...props} optional />;
  }
}

function Ids(props: CredentialsProps & { optional?: boolean }) {
  const { credentials, place, readOnly, onChange, optional = false } = props;
  const tenantId = 'tenantId' in credentials ? credentials.tenantId : undefined;
  const inGrafana = optional ? '. Empty means the one in Grafana’s configuration' : '';
  return (
    <>
      <TextField
        label="Tenant"
        description={`Directory (tenant) id, or a domain of the tenant${inGrafana}`}
        required={!optional}
        disabled={readOnly}
        value={tenantId}
        check={checkTenant}
        onChange={(text) => onChange(place(changed(credentials, { tenantId: text })))}
      />
      <ClientId {...props} required={!optional} description={`Application (client) id of the app${inGrafana}`} />
    </>
  );
}

function ClientId(props: CredentialsProps & { description: string; required?: boolean }) {
  const { credentials, place, readOnly, onChange, description, required } = props;
  return (
    <TextField
      label="Client id"
      description={description}
      required={required}
      disabled={readOnly}
      value={credentials.clientId}
      check={checkGuid}
      onChange={(text) => onChange(place(changed(credentials, { clientId: text })))}
    />
  );
}

/** An emptied id is left out: the backend tells an absent one from a wrong one. */
function changed(credentials: ServiceCredentials, change: { tenantId?: string; clientId?: string }) {
  const entries = Object.entries(change).map(([name, text]) => [name, text === '' ? undefined : text]);
  return { ...credentials, ...Object.fromEntries(entries) };
}
