import { identifier } from '../identifier';
import { ADDRESSES } from './addresses';
import type { ScalarFunction } from './call';
import { CONDITIONS } from './conditions';
import { CONVERSIONS } from './conversions';
import { DYNAMICS } from './dynamics';
import { HUNTING } from './hunting';
import { NUMBERS } from './numbers';
import { ROWS } from './rows';
import { STRINGS } from './strings';
import { TIMES } from './times';

/** Every scalar function that the engine runs; a name that is missing here is refused. */
export const FUNCTIONS: Record<string, ScalarFunction> = {
  ...ADDRESSES,
  ...CONDITIONS,
  ...CONVERSIONS,
  ...DYNAMICS,
  ...HUNTING,
  ...NUMBERS,
  ...ROWS,
  ...STRINGS,
  ...TIMES,
  ingestion_time: (_, { row }) => {
    const column = row.input?.columns.find(({ name }) => name === 'Timestamp' || name === 'TimeGenerated');
    return column ? (row.alias ?? '') + identifier(column.name) : 'NULL';
  },
};
