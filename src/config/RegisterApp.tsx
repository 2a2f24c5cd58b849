import { CollapsableSection, Text, TextLink } from '@grafana/ui';

import type { Cloud } from '../settings';

import { CLOUD_FACTS } from './clouds';

/** The Graph role that `runHuntingQuery` asks for. */
export const PERMISSION = 'ThreatHunting.Read.All';

/** What a person has to do in Entra before the fields below can be filled. */
export function RegisterApp({ cloud, open }: { cloud: Cloud; open: boolean }) {
  const { adminCenter } = CLOUD_FACTS[cloud];
  return (
    <CollapsableSection label="Register the app" isOpen={open}>
      <ol style={{ paddingLeft: '1.5em', marginBottom: '0.5em' }}>
        <li>
          In the{' '}
          {adminCenter ? (
            <TextLink href={adminCenter} external inline>
              Entra admin center
            </TextLink>
          ) : (
            'Entra admin center of your cloud'
          )}
          , under App registrations, register a new app. It needs no redirect address.
        </li>
        <li>Copy its application (client) id and its directory (tenant) id into the fields below.</li>
        <li>
          Under API permissions add Microsoft Graph, application permissions, <code>{PERMISSION}</code>. A delegated
          permission of that name isn’t enough: alert rules run without a user.
        </li>
        <li>Let an administrator grant consent for it. Without, every hunt is refused.</li>
        <li>
          Under Certificates &amp; secrets create a client secret and copy its value, not its id. Note when it ends.
        </li>
      </ol>
      <Text variant="bodySmall" color="secondary">
        Hunts go to Microsoft Graph. The two older APIs (Microsoft Defender XDR and Defender for Endpoint) stop
        returning data on 2027-02-01; an app that was registered for them needs the permission above as well.
      </Text>
    </CollapsableSection>
  );
}
