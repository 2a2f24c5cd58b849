import type { KustoType } from '../../kql/engine';

/** The .NET names that all three APIs give the Kusto types in their schema. */
export const TYPE_NAMES: Readonly<Record<KustoType, string>> = {
  string: 'String',
  datetime: 'DateTime',
  timespan: 'TimeSpan',
  bool: 'SByte',
  int: 'Int32',
  long: 'Int64',
  real: 'Double',
  decimal: 'SqlDecimal',
  guid: 'Guid',
  dynamic: 'Object',
};
