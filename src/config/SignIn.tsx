import { t } from '@grafana/i18n';
import { Alert, FieldSet } from '@grafana/ui';
import { useState } from 'react';

import type { AzureCredentials } from '../settings';

import { type Options, withCredentials } from './change';
import { ownPlace } from './credentials';
import { CurrentUserFields } from './CurrentUserFields';
import { IDENTITIES, isAmbient, toIdentity } from './identities';
import { IdentityChoice } from './IdentityChoice';
import { IdentityFields } from './IdentityFields';
import { RegisterApp } from './RegisterApp';
import { hasSecret } from './secrets';
import type { SectionProps } from './section';

interface Props extends SectionProps {
  /** Stored credentials were forgotten and none were typed since. */
  forgotten: boolean;
}

/** Who asks the service, and how it comes to be allowed to. */
export function SignIn({ forgotten, ...section }: Props) {
  const { options, readOnly, onChange } = section;
  const credentials: AzureCredentials = options.jsonData.azureCredentials ?? { authType: 'clientsecret' };
  const asked = `${options.jsonData.api} ${credentials.authType}`;
  const [atFirst] = useState(asked);
  return (
    <FieldSet label={t('config.sign-in.title', 'Sign-in')}>
      <IdentityChoice
        label={t('config.sign-in.identity', 'Identity')}
        description="Who asks for the rows"
        identities={IDENTITIES}
        value={credentials.authType}
        readOnly={readOnly}
        onPick={(authType) => onChange(withCredentials(options, toIdentity(authType, credentials)))}
      />
      <RegisterApp
        key={asked}
        options={options}
        credentials={credentials}
        isOpen={asked !== atFirst || !isSetUp(options)}
      />
      {forgotten && (
        <Alert severity="warning" title="The stored secret was cleared: enter it again">
          It was given for another service, and is sent to no other. Leave this page without saving to keep it as it
          was.
        </Alert>
      )}
      {credentials.authType === 'currentuser' ? (
        <CurrentUserFields {...section} user={credentials} />
      ) : (
        <IdentityFields {...section} credentials={credentials} place={ownPlace(options)} />
      )}
    </FieldSet>
  );
}

/** Nobody needs the steps any longer, as far as can be told. */
function isSetUp(options: Options): boolean {
  const { azureCredentials } = options.jsonData;
  const ambient = azureCredentials !== undefined && isAmbient(azureCredentials);
  return ambient || hasSecret(options, 'azureClientSecret') || hasSecret(options, 'clientCertificate');
}
