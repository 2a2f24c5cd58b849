import type { DataSourceInstanceSettings } from '@grafana/data';

import cases from '../tests/cases/injection.json';

import { DataSource } from './datasource';
import { withDefaults } from './query';
import type { Settings } from './settings';
import { templateSrv } from './testing/templateSrv';

const INSTANCE = { id: 1, uid: 'u', type: 'huntboard-defender-datasource', name: 'Hunts', jsonData: {} };

/** A value outside a string, inside one, and as one of several in a list macro. */
const KQL = 'print V = $one, W = "${one}" | where $__in(V, $many) and V == W';

describe('an attempt to leave the place of a value', () => {
  it.each(cases)('by $name becomes the literal that the backend reads', ({ value, sent }) => {
    const templates = templateSrv({
      one: { value },
      many: { value: [value, 'other'], multi: true },
      x: { value: 'no' },
    });
    const source = new DataSource(INSTANCE as DataSourceInstanceSettings<Settings>, templates);
    expect(source.applyTemplateVariables(withDefaults({ refId: 'A', query: KQL }), {}).query).toBe(sent);
  });
});
