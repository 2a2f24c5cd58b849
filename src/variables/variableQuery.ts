import type { DataQuery } from '@grafana/schema';

import { VARIABLES } from '../english/variables';

export const VARIABLE_KINDS = ['kql', 'devices', 'users', 'values', 'tables', 'columns', 'tactics'] as const;
export type VariableKind = (typeof VARIABLE_KINDS)[number];

/** What a dashboard stores of a query variable. */
export interface VariableQuery extends DataQuery {
  kind: VariableKind;
  /** Of the kind `kql`. */
  query?: string;
  /** Of the kinds `columns` and `values`. */
  table?: string;
  /** Of the kind `values`. */
  column?: string;
}

/** Reads what is stored: this model, the KQL alone (by hand, or of another source), or nothing yet. */
export function readVariableQuery(stored: Partial<VariableQuery> | string | undefined): VariableQuery {
  if (typeof stored === 'string') {
    return { refId: 'variable', kind: 'kql', query: stored };
  }
  return { ...stored, refId: stored?.refId ?? 'variable', kind: stored?.kind ?? 'kql' };
}

/** What the list of a dashboard's variables shows. */
export function definitionOf({ kind, query = '', table = '', column = '' }: VariableQuery): string {
  switch (kind) {
    case 'kql':
      return query;
    case 'columns':
      return VARIABLES.columnsOf(table);
    case 'values':
      return VARIABLES.valuesOf(table, column);
    default:
      return VARIABLES.definition[kind];
  }
}
