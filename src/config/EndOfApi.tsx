import { Alert } from '@grafana/ui';

import { API_FACTS, resourceOf, type Service } from './services';

/** When an older API ends, and what to change until then. Nothing for one that stays. */
export function EndOfApi({ service }: { service: Service }) {
  const { label, application, ends } = API_FACTS[service.api];
  if (!ends) {
    return null;
  }
  const graph = API_FACTS.graph;
  return (
    <Alert severity="warning" title={`The API of ${label} returns no data from ${ends} on`}>
      Move to Microsoft Graph before that day:
      <ul style={{ paddingLeft: '1.5em' }}>
        <li>
          Permission: <code>{graph.application}</code> of {graph.resource} in the place of <code>{application}</code>,
          with an administrator’s consent.
        </li>
        <li>
          Audience of the tokens: <code>{resourceOf({ ...service, api: 'graph' })}</code>
          {audience(service)}. It follows from choosing Microsoft Graph above.
        </li>
      </ul>
    </Alert>
  );
}

function audience(service: Service) {
  const resource = resourceOf(service);
  return (
    resource && (
      <>
        {' '}
        in the place of <code>{resource}</code>
      </>
    )
  );
}
