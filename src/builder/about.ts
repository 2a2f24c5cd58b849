import type { TimeRange } from '@grafana/data';

import type { Runner } from '../variables/choices';

import type { Choice } from './columns';

/** What the fields of the builder know beside what they edit. */
export interface About {
  /** The table's name; '' before one is chosen. */
  table: string;
  timeColumn: string | null;
  /** Of the rows that a field is about. None where nobody knows them. */
  columns: readonly Choice[];
  /** Values of ActionType, which are known without asking. */
  actionTypes: readonly string[];
  /** Names of the dashboard's variables. */
  variables: readonly string[];
  source: Runner;
  range?: TimeRange;
}
