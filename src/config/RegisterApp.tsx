import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { CollapsableSection, TextLink, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';

import type { AzureCredentials } from '../settings';

import type { Options } from './change';
import { adminPages } from './clouds';
import { isAmbient, permissionOf, serviceCredentialsOf } from './identities';
import { API_FACTS, serviceOf } from './services';

interface Props {
  options: Options;
  credentials: AzureCredentials;
  /** At first. */
  isOpen: boolean;
}

interface Facts {
  resource: string;
  permission: ReactNode;
  pages: ReturnType<typeof adminPages>;
}

/** What a person has to do in Entra for the identity that is chosen, with the exact permission. */
export function RegisterApp({ options, credentials, isOpen }: Props) {
  const styles = useStyles2(getStyles);
  const { api, cloud } = serviceOf(options.jsonData);
  const { authType } = credentials;
  const ids = serviceCredentialsOf(credentials);
  const facts: Facts = {
    resource: API_FACTS[api].resource,
    permission: <code>{permissionOf(api, authType)}</code>,
    pages: adminPages(cloud, isAmbient(credentials) ? undefined : ids?.clientId),
  };
  return (
    <div className={styles.section}>
      <CollapsableSection label={authType === 'msi' ? 'Permit the identity' : 'Register the app'} isOpen={isOpen}>
        <ol className={styles.steps}>{STEPS[authType](facts)}</ol>
      </CollapsableSection>
    </div>
  );
}

const STEPS: Record<AzureCredentials['authType'], (facts: Facts) => ReactNode> = {
  clientsecret: (facts) => (
    <>
      <NewApp {...facts} />
      <ApplicationPermission {...facts} />
      <li>
        Under <Page to={facts.pages.credentials}>Certificates &amp; secrets</Page> create a client secret and copy its
        value, not its id. Note when it ends.
      </li>
    </>
  ),
  clientcertificate: (facts) => (
    <>
      <NewApp {...facts} />
      <ApplicationPermission {...facts} />
      <li>
        Under <Page to={facts.pages.credentials}>Certificates &amp; secrets</Page> upload the certificate, without its
        private key. Note when it ends.
      </li>
    </>
  ),
  msi: (facts) => (
    <>
      <li>Switch the managed identity of the machine on in the Azure portal, and copy its object (principal) id.</li>
      <Role {...facts} />
    </>
  ),
  workloadidentity: (facts) => (
    <>
      <li>
        In the <Page to={facts.pages.apps}>Entra admin center</Page> register an app, or take a user-assigned managed
        identity, and add a federated credential for the service account of Grafana’s pod.
      </li>
      <ApplicationPermission {...facts} />
      <Role {...facts} only="For a managed identity instead:" />
    </>
  ),
  currentuser: (facts) => (
    <>
      <li>
        Open the app that people sign in to Grafana with in the <Page to={facts.pages.apps}>Entra admin center</Page>.
        Grafana’s sign-in must be Entra’s own (<code>[auth.azuread]</code>).
      </li>
      <li>
        Under API permissions add {facts.resource}, delegated permissions, {facts.permission}.
      </li>
      <Consent />
      <li>
        In grafana.ini, under <code>[azure]</code>, set <code>user_identity_enabled = true</code> and add
        huntboard-defender-datasource to <code>forward_settings_to_plugins</code>.
      </li>
      <li>
        Give people a Defender role that may hunt, such as Security Reader. Their role and device groups decide which
        rows they see; rows they may not see are left out without an error.
      </li>
    </>
  ),
};

function NewApp({ pages }: Facts) {
  return (
    <>
      <li>
        In the <Page to={pages.apps}>Entra admin center</Page>, under App registrations, register a new app. It needs no
        redirect address.
      </li>
      <li>Copy its application (client) id and its directory (tenant) id into the fields below.</li>
    </>
  );
}

function ApplicationPermission({ resource, permission, pages }: Facts) {
  return (
    <>
      <li>
        Under <Page to={pages.permissions}>API permissions</Page> add {resource}, application permissions, {permission}.
        A delegated permission isn’t enough: alert rules run without a user.
      </li>
      <Consent />
    </>
  );
}

function Consent() {
  return <li>Let an administrator grant consent for it. Without, every hunt is refused.</li>;
}

function Role({ resource, permission, only = '' }: Facts & { only?: string }) {
  return (
    <li>
      {only} Assign it the application role {permission} of {resource} with PowerShell:{' '}
      <code>New-MgServicePrincipalAppRoleAssignment</code>. The admin center has no page for this.
    </li>
  );
}

function Page({ to, children }: { to: string; children: ReactNode }) {
  return (
    <TextLink href={to} external inline>
      {children}
    </TextLink>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ marginBottom: theme.spacing(3) }),
  steps: css({ paddingLeft: '1.5em' }),
});
