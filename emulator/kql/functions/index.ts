import { identifier } from '../identifier';
import { ADDRESSES } from './addresses';
import { aliasesOf } from './aliases';
import { ARRAYS } from './arrays';
import type { ScalarFunction } from './call';
import { CONDITIONS } from './conditions';
import { CONVERSIONS } from './conversions';
import { DIGESTS } from './digests';
import { DISTRIBUTIONS } from './distributions';
import { DOCUMENTS } from './documents';
import { DYNAMICS } from './dynamics';
import { ENCODINGS } from './encodings';
import { GEOGRAPHY } from './geography';
import { HUNTING } from './hunting';
import { NUMBERS } from './numbers';
import { ROWS } from './rows';
import { SERIES } from './series';
import { STRINGS } from './strings';
import { TIMES } from './times';
import { CONVERTED_UNITS } from './units';

const NAMED: Record<string, ScalarFunction> = {
  ...ADDRESSES,
  ...ARRAYS,
  ...CONDITIONS,
  ...CONVERSIONS,
  ...CONVERTED_UNITS,
  ...DIGESTS,
  ...DISTRIBUTIONS,
  ...DOCUMENTS,
  ...DYNAMICS,
  ...ENCODINGS,
  ...GEOGRAPHY,
  ...HUNTING,
  ...NUMBERS,
  ...ROWS,
  ...SERIES,
  ...STRINGS,
  ...TIMES,
  ingestion_time: (_, { row }) => {
    const column = row.input?.columns.find(({ name }) => name === 'Timestamp' || name === 'TimeGenerated');
    return column ? `((${(row.alias ?? '') + identifier(column.name)}) + ${row.plan.late})` : 'NULL';
  },
};

/** Every scalar function that the engine runs; a name that is missing here is refused. */
export const FUNCTIONS: Record<string, ScalarFunction> = { ...NAMED, ...aliasesOf(NAMED) };
