import { AGGREGATES, DEFENDER_FUNCTIONS, PLUGINS, SCALAR_FUNCTIONS } from '../english/functions';
import { GRAFANA_VARIABLES, MACROS } from '../english/macros';
import { COMPARISONS, JOIN_KINDS, OPERATORS, SOURCES } from '../english/operators';
import { type Knowledge, readCallables, readPhrases } from '../kql/knowledge';

import { ACTION_TYPES, RETIRED, TABLES } from './tables';

/** What is known of Defender's KQL without asking the service. */
export const KNOWLEDGE: Knowledge = {
  tables: TABLES,
  retired: RETIRED,
  actionTypes: ACTION_TYPES,
  operators: readPhrases(OPERATORS),
  sources: readPhrases(SOURCES),
  comparisons: readPhrases(COMPARISONS),
  joinKinds: readPhrases(JOIN_KINDS),
  scalars: readCallables(SCALAR_FUNCTIONS),
  aggregates: readCallables(AGGREGATES),
  defender: readCallables(DEFENDER_FUNCTIONS),
  plugins: readCallables(PLUGINS),
  macros: [...readCallables(MACROS), ...readCallables(GRAFANA_VARIABLES)],
};
