import table from '../../tests/cases/services.json';

import { resourceOfScope } from './resources';

it.each(table.sites)('knows $api in $cloud by its scope', ({ api, scope, appId, role, delegated }) => {
  expect(resourceOfScope(scope)?.resource).toMatchObject({ id: api, appId, role, scope: delegated });
});
