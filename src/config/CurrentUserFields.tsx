import { config } from '@grafana/runtime';
import { Alert, Field, Switch } from '@grafana/ui';
import { useId } from 'react';

import type { CurrentUser, ServiceCredentials } from '../settings';

import { withCredentials } from './change';
import { standInPlace } from './credentials';
import { isEnabled, SERVICE_IDENTITIES, toIdentity } from './identities';
import { IdentityChoice } from './IdentityChoice';
import { IdentityFields } from './IdentityFields';
import type { SectionProps } from './section';

/** Service credentials for alert and recording rules, which run without a user. */
export function CurrentUserFields({ user, ...section }: SectionProps & { user: CurrentUser }) {
  const id = useId();
  const { options, readOnly, onChange } = section;
  if (config.azure.userIdentityFallbackCredentialsEnabled === false) {
    return (
      <Alert severity="info" title="Alert rules can’t run with this data source">
        They run without a user, and Grafana’s configuration has user_identity_fallback_credentials_enabled switched
        off.
      </Alert>
    );
  }
  const on = user.serviceCredentialsEnabled === true;
  const standIn: ServiceCredentials = user.serviceCredentials ?? { authType: 'clientsecret' };
  const place = standInPlace(options, user);
  const toggle = (enabled: boolean) =>
    withCredentials(options, {
      authType: 'currentuser',
      ...(enabled && { serviceCredentialsEnabled: true, serviceCredentials: standIn }),
    });
  return (
    <>
      <Field
        label="Service credentials for alert rules"
        htmlFor={id}
        description="Alert and recording rules run without a user; without these, they are refused. Dashboards and Explore never use them"
      >
        <Switch
          id={id}
          disabled={readOnly}
          value={on}
          onChange={(event) => onChange(toggle(event.currentTarget.checked))}
        />
      </Field>
      {on && (
        <>
          <IdentityChoice
            label="Identity of alert rules"
            description="Who asks where no user is"
            identities={SERVICE_IDENTITIES.filter((identity) => isEnabled(identity) || identity === standIn.authType)}
            value={standIn.authType}
            readOnly={readOnly}
            onPick={(authType) => onChange(place(toIdentity(authType, standIn)))}
          />
          <IdentityFields {...section} credentials={standIn} place={place} />
        </>
      )}
    </>
  );
}
